using System.Text.Json;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Backup.Api;

/// <summary>Who may use a vault, and who is told what happens in it.</summary>
internal sealed class VaultSettingOperations(BackupStore store) : IOperations
{
    private const string Policy = "/backup-vaults/{vault}/access-policy";
    private const string Notifications = "/backup-vaults/{vault}/notification-configuration";

    private static readonly string[] Events =
    [
        "BACKUP_JOB_STARTED", "BACKUP_JOB_COMPLETED", "BACKUP_JOB_SUCCESSFUL", "BACKUP_JOB_FAILED", "BACKUP_JOB_EXPIRED",
        "RESTORE_JOB_STARTED", "RESTORE_JOB_COMPLETED", "RESTORE_JOB_SUCCESSFUL", "RESTORE_JOB_FAILED",
        "COPY_JOB_STARTED", "COPY_JOB_SUCCESSFUL", "COPY_JOB_FAILED",
        "RECOVERY_POINT_MODIFIED", "BACKUP_PLAN_CREATED", "BACKUP_PLAN_MODIFIED", "S3_BACKUP_OBJECT_FAILED", "S3_RESTORE_OBJECT_FAILED",
        "CONTINUOUS_BACKUP_INTERRUPTED", "RECOVERY_POINT_INDEX_COMPLETED", "RECOVERY_POINT_INDEX_DELETED", "RECOVERY_POINT_INDEXING_FAILED",
    ];

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("PutBackupVaultAccessPolicy", "PUT " + Policy, PutPolicy),
        new("GetBackupVaultAccessPolicy", "GET " + Policy, GetPolicy),
        new("DeleteBackupVaultAccessPolicy", "DELETE " + Policy, call => Change(call, vault => vault.Policy = null)),
        new("PutBackupVaultNotifications", "PUT " + Notifications, PutNotifications),
        new("GetBackupVaultNotifications", "GET " + Notifications, GetNotifications),
        new("DeleteBackupVaultNotifications", "DELETE " + Notifications, call => Change(call, vault => vault.Notifications = null)),
    ];

    private AwsResponse PutPolicy(AwsRequest call)
    {
        var policy = call.Json.Required("Policy");
        try
        {
            using var _ = JsonDocument.Parse(policy);
        }
        catch (JsonException error)
        {
            throw BackupErrors.Invalid($"The policy is not JSON: {error.Message}");
        }

        return Change(call, vault => vault.Policy = policy);
    }

    private AwsResponse GetPolicy(AwsRequest call) => store.Read(call.Region, region =>
    {
        var vault = region.Vault(call);
        var shown = Named(vault);
        shown["Policy"] = vault.Policy ?? throw BackupErrors.NotFound($"Backup vault {vault.Name} has no access policy.");
        return AwsResponse.Json(shown);
    });

    private AwsResponse PutNotifications(AwsRequest call)
    {
        var (topic, events) = (call.Json.Required("SNSTopicArn"), call.Json.Texts("BackupVaultEvents"));
        if (!topic.StartsWith("arn:aws:sns:", StringComparison.Ordinal)) throw BackupErrors.Invalid($"SNSTopicArn is not a topic's ARN: {topic}");
        if (events.Count == 0) throw BackupErrors.Missing("BackupVaultEvents");
        var unknown = events.Except(Events).ToList();
        if (unknown.Count > 0) throw BackupErrors.Invalid($"Unknown events: {string.Join(", ", unknown)}. Known are: {string.Join(", ", Events)}.");
        return Change(call, vault => vault.Notifications = new VaultNotifications(topic, events));
    }

    private AwsResponse GetNotifications(AwsRequest call) => store.Read(call.Region, region =>
    {
        var vault = region.Vault(call);
        var shown = Named(vault);
        var notifications = vault.Notifications ?? throw BackupErrors.NotFound($"Backup vault {vault.Name} has no notifications.");
        shown["SNSTopicArn"] = notifications.TopicArn;
        shown["BackupVaultEvents"] = JsonReading.Array(notifications.Events);
        return AwsResponse.Json(shown);
    });

    private AwsResponse Change(AwsRequest call, Action<Vault> change) => store.Write(call.Region, region =>
    {
        change(region.Vault(call));
        return AwsResponse.Json();
    });

    private static JsonObject Named(Vault vault) => new() { ["BackupVaultName"] = vault.Name, ["BackupVaultArn"] = vault.Arn };
}
