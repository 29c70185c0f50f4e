using System.Text.Json.Nodes;
using Notejam.Sandbox.Backup.Jobs;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Faults;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Backup.Api;

/// <summary>Recovery points of a vault: list, describe, what a restore is told, lifecycle, delete.</summary>
internal sealed class RecoveryPointOperations(BackupStore store, IRecoveryData data, FaultRules faults, SandboxOptions options, TimeProvider clock) : IOperations
{
    private const string Points = "/backup-vaults/{vault}/recovery-points";
    private const string One = Points + "/{point}";

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("ListRecoveryPointsByBackupVault", "GET " + Points, List),
        new("DescribeRecoveryPoint", "GET " + One, Describe),
        new("GetRecoveryPointRestoreMetadata", "GET " + One + "/restore-metadata", RestoreMetadata),
        new("UpdateRecoveryPointLifecycle", "POST " + One, UpdateLifecycle),
        new("DeleteRecoveryPoint", "DELETE " + One, Delete),
    ];

    private AwsResponse List(AwsRequest call) => store.Read(call.Region, region =>
    {
        var vault = region.Vault(call);
        var (resource, plan, createdAfter, createdBefore) = (call.QueryString["resourceArn"], call.QueryString["backupPlanId"], JobQuery.Moment(call, "createdAfter"), JobQuery.Moment(call, "createdBefore"));
        var found = vault.RecoveryPoints.Values
            .Where(point => resource is null or { Length: 0 } || point.ResourceArn == resource)
            .Where(point => plan is null or { Length: 0 } || point.CreatedBy?.PlanId == plan)
            .Where(point => !(point.CreatedAt <= createdAfter) && !(point.CreatedAt >= createdBefore));
        return BackupArguments.Page(call, "RecoveryPoints", found, point => RecoveryPointJson.Show(vault, point, options.TimeScale));
    });

    private AwsResponse Describe(AwsRequest call) => store.Read(call.Region, region =>
    {
        var (vault, point) = Find(region, call);
        var shown = RecoveryPointJson.Show(vault, point, options.TimeScale);
        shown["StorageClass"] = "WARM";
        return AwsResponse.Json(shown);
    });

    private AwsResponse RestoreMetadata(AwsRequest call)
    {
        var (vault, point) = store.Read(call.Region, region => Find(region, call));
        return AwsResponse.Json(new JsonObject
        {
            ["BackupVaultArn"] = vault.Arn,
            ["RecoveryPointArn"] = point.Arn,
            ["ResourceType"] = "RDS",
            ["RestoreMetadata"] = new JsonObject(data.RestoreMetadata(point.Arn).Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
        });
    }

    private AwsResponse UpdateLifecycle(AwsRequest call) => store.Write(call.Region, region =>
    {
        var (vault, point) = Find(region, call);
        var lifecycle = Lifecycle.Read(call.Json.Structure("Lifecycle"));
        if (Retention.Complaint(vault.Lock, lifecycle) is { } complaint) throw BackupErrors.Refused(complaint);
        point.Lifecycle = lifecycle;
        return AwsResponse.Json(new JsonObject { ["BackupVaultArn"] = vault.Arn, ["RecoveryPointArn"] = point.Arn, ["Lifecycle"] = lifecycle?.Json() });
    });

    // Answers at once and removes later: who wants to know that a recovery point is gone has to look.
    private AwsResponse Delete(AwsRequest call) => store.Write(call.Region, region =>
    {
        var (vault, point) = Find(region, call);
        // In governance mode those who may change the lock may delete too; in compliance mode nobody, once the lock is final.
        if (vault.Lock is { LockDate: { } final, MinRetentionDays: { } days } && final <= clock.GetUtcNow() && point.CreatedAt + TimeSpan.FromDays(days) / options.TimeScale > clock.GetUtcNow())
            throw BackupErrors.Refused($"Recovery point {point.Arn} cannot be deleted: the vault {vault.Name} is locked and keeps it for {days} days.");
        if (faults.Take(FaultKind.UndeletableRecoveryPoint, call.Region) is not null)
            (point.Status, point.StatusMessage) = ("EXPIRED", "The recovery point could not be deleted: the role that made it is not there any more.");
        else
            (point.Status, point.DeletedAt) = ("DELETING", clock.GetUtcNow());
        return AwsResponse.Json();
    });

    private static (Vault Vault, RecoveryPoint Point) Find(BackupRegion region, AwsRequest call)
    {
        var vault = region.Vault(call);
        var arn = call.Path["point"];
        return (vault, vault.RecoveryPoints.GetValueOrDefault(arn) ?? throw BackupErrors.NotFound($"Cannot find recovery point {arn} in the vault {vault.Name}."));
    }
}
