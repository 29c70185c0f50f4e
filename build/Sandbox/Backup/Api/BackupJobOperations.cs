using System.Text.Json.Nodes;
using Notejam.Sandbox.Backup.Jobs;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Backup.Api;

/// <summary>Backup jobs: start, describe, list, stop.</summary>
internal sealed class BackupJobOperations(BackupStore store, BackupJobs jobs) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("StartBackupJob", "PUT /backup-jobs", Start),
        new("ListBackupJobs", "GET /backup-jobs", List),
        new("DescribeBackupJob", "GET /backup-jobs/{job}", call => store.Read(call.Region, region => AwsResponse.Json(JobJson.Show(Find(region, call))))),
        new("StopBackupJob", "POST /backup-jobs/{job}", Stop),
    ];

    private AwsResponse Start(AwsRequest call)
    {
        var json = call.Json;
        var start = TimeSpan.FromMinutes(json.Number("StartWindowMinutes") ?? 480);
        if (start < TimeSpan.FromHours(1)) throw BackupErrors.Invalid("StartWindowMinutes must be at least 60.");
        var job = jobs.Create(new BackupJobs.Wish(call.Region, json.Required("BackupVaultName"), json.Required("ResourceArn"), json.Required("IamRoleArn"))
        {
            IdempotencyToken = json.Text("IdempotencyToken"),
            StartWindow = start,
            CompletionWindow = TimeSpan.FromMinutes(json.Number("CompleteWindowMinutes") ?? 10080),
            Lifecycle = Lifecycle.Read(json.Structure("Lifecycle")),
            Tags = json.Structure("RecoveryPointTags").ToDictionary(tag => tag.Key, tag => tag.Value?.GetValue<string>() ?? ""),
        });
        // "RecoveryPointArn … is only returned for Amazon EFS and Advanced DynamoDB resources" (botocore backup StartBackupJobOutput).
        return AwsResponse.Json(new JsonObject
        {
            ["BackupJobId"] = job.Id,
            ["CreationDate"] = AwsResponse.Epoch(job.CreatedAt),
            ["IsParent"] = false,
        });
    }

    private AwsResponse List(AwsRequest call) => store.Read(call.Region, region =>
    {
        var found = JobQuery.Select(call, region.BackupJobs.Values, job => job.ResourceArn)
            .Where(job => call.QueryString["backupVaultName"] is not { Length: > 0 } vault || job.VaultName == vault);
        return BackupArguments.Page(call, "BackupJobs", found, JobJson.Show);
    });

    private AwsResponse Stop(AwsRequest call) => store.Write(call.Region, region =>
    {
        var job = Find(region, call);
        if (job.IsOver) throw BackupErrors.Refused($"Backup job {job.Id} is {job.State} and cannot be stopped.");
        job.State = "ABORTING";
        return AwsResponse.Json();
    });

    private static BackupJob Find(BackupRegion region, AwsRequest call) =>
        region.BackupJobs.GetValueOrDefault(call.Path["job"]) ?? throw BackupErrors.NotFound($"Backup job {call.Path["job"]} does not exist.");
}
