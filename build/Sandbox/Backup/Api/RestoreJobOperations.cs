using System.Text.Json.Nodes;
using Notejam.Sandbox.Backup.Jobs;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Backup.Api;

/// <summary>Restore jobs: start, describe, list, metadata, validation.</summary>
internal sealed class RestoreJobOperations(BackupStore store, RestoreJobs jobs) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("StartRestoreJob", "PUT /restore-jobs", Start),
        new("ListRestoreJobs", "GET /restore-jobs", List),
        new("DescribeRestoreJob", "GET /restore-jobs/{job}", call => store.Read(call.Region, region => AwsResponse.Json(JobJson.Show(Find(region, call))))),
        new("GetRestoreJobMetadata", "GET /restore-jobs/{job}/metadata", Metadata),
        new("PutRestoreValidationResult", "PUT /restore-jobs/{job}/validations", Validate),
        new("ListRestoreJobsByProtectedResource", "GET /resources/{arn}/restore-jobs", ListOfResource),
    ];

    private AwsResponse Start(AwsRequest call)
    {
        var json = call.Json;
        var job = jobs.Create(new RestoreJobs.Wish(call.Region, json.Required("RecoveryPointArn"), json.Text("IamRoleArn") ?? throw BackupErrors.Missing("IamRoleArn"),
            json.Demanded("Metadata").ToDictionary(entry => entry.Key, entry => entry.Value?.GetValue<string>() ?? ""))
        {
            IdempotencyToken = json.Text("IdempotencyToken"),
            CopyTags = json.Flag("CopySourceTagsToRestoredResource") == true,
        });
        return AwsResponse.Json(new JsonObject { ["RestoreJobId"] = job.Id });
    }

    private AwsResponse List(AwsRequest call) => store.Read(call.Region, region =>
    {
        var found = JobQuery.Select(call, region.RestoreJobs.Values, job => job.SourceResourceArn, "status")
            .Where(job => call.QueryString["restoreTestingPlanArn"] is not { Length: > 0 } plan || job.TestingPlanArn == plan);
        return BackupArguments.Page(call, "RestoreJobs", found, JobJson.Show);
    });

    private AwsResponse ListOfResource(AwsRequest call) => store.Read(call.Region, region => BackupArguments.Page(
        call, "RestoreJobs", region.RestoreJobs.Values.Where(job => job.SourceResourceArn == call.Path["arn"]).OrderByDescending(job => job.CreatedAt), JobJson.Show));

    private AwsResponse Metadata(AwsRequest call) => store.Read(call.Region, region =>
    {
        var job = Find(region, call);
        return AwsResponse.Json(new JsonObject
        {
            ["RestoreJobId"] = job.Id,
            ["Metadata"] = new JsonObject(job.Metadata.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
        });
    });

    private AwsResponse Validate(AwsRequest call) => store.Write(call.Region, region =>
    {
        var job = Find(region, call);
        var status = call.Json.Required("ValidationStatus");
        if (status is not ("SUCCESSFUL" or "FAILED" or "TIMED_OUT" or "VALIDATING")) throw BackupErrors.Invalid($"Invalid ValidationStatus {status}.");
        if (job.State != "COMPLETED") throw BackupErrors.Refused($"Restore job {job.Id} is {job.State}: only a completed one can be validated.");
        (job.ValidationStatus, job.ValidationMessage) = (status, call.Json.Text("ValidationStatusMessage"));
        return new AwsResponse(StatusCodes.Status204NoContent, "", []);
    });

    private static RestoreJob Find(BackupRegion region, AwsRequest call) =>
        region.RestoreJobs.GetValueOrDefault(call.Path["job"]) ?? throw BackupErrors.NotFound($"Restore job {call.Path["job"]} does not exist.");
}
