using System.Text.Json.Nodes;
using Notejam.Sandbox.Backup.Jobs;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Backup.Api;

/// <summary>Copy jobs: start, describe, list; in the region of the source.</summary>
internal sealed class CopyJobOperations(BackupStore store, CopyJobs jobs) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("StartCopyJob", "PUT /copy-jobs", Start),
        new("ListCopyJobs", "GET /copy-jobs", List),
        new("DescribeCopyJob", "GET /copy-jobs/{job}", Describe),
    ];

    private AwsResponse Start(AwsRequest call)
    {
        var json = call.Json;
        var (arn, name) = (json.Required("RecoveryPointArn"), json.Required("SourceBackupVaultName"));
        var (vault, point) = store.Read(call.Region, region =>
        {
            var vault = region.Vaults.GetValueOrDefault(name) ?? throw BackupErrors.NoVault(name);
            return (vault, vault.RecoveryPoints.GetValueOrDefault(arn) ?? throw BackupErrors.NotFound($"Cannot find recovery point {arn} in the vault {name}."));
        });
        if (point.Status != "COMPLETED") throw BackupErrors.Refused($"Recovery point {arn} is {point.Status} and cannot be copied.");
        var job = jobs.Create(new CopyJobs.Wish(call.Region, vault, point, json.Required("DestinationBackupVaultArn"), json.Required("IamRoleArn"))
        {
            IdempotencyToken = json.Text("IdempotencyToken"),
            Lifecycle = Lifecycle.Read(json.Structure("Lifecycle")),
        });
        return AwsResponse.Json(new JsonObject { ["CopyJobId"] = job.Id, ["CreationDate"] = AwsResponse.Epoch(job.CreatedAt), ["IsParent"] = false });
    }

    private AwsResponse Describe(AwsRequest call) => store.Read(call.Region, region => AwsResponse.Json(new JsonObject
    {
        ["CopyJob"] = JobJson.Show(region.CopyJobs.GetValueOrDefault(call.Path["job"]) ?? throw BackupErrors.NotFound($"Copy job {call.Path["job"]} does not exist.")),
    }));

    private AwsResponse List(AwsRequest call) => store.Read(call.Region, region =>
    {
        var found = JobQuery.Select(call, region.CopyJobs.Values, job => job.ResourceArn)
            .Where(job => call.QueryString["destinationVaultArn"] is not { Length: > 0 } vault || job.DestinationVaultArn == vault)
            .Where(job => call.QueryString["sourceRecoveryPointArn"] is not { Length: > 0 } point || job.SourceRecoveryPointArn == point);
        return BackupArguments.Page(call, "CopyJobs", found, JobJson.Show);
    });
}
