using System.Text.Json.Nodes;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Backup.Api;

/// <summary>Writes recovery points as the API describes them.</summary>
internal static class RecoveryPointJson
{
    /// <summary>As lists of a vault tell it.</summary>
    /// <param name="scale">Seconds of AWS's time in one: what the lifecycle says of days.</param>
    public static JsonObject Show(Vault vault, RecoveryPoint point, double scale)
    {
        var shown = new JsonObject
        {
            ["RecoveryPointArn"] = point.Arn,
            ["BackupVaultName"] = vault.Name,
            ["BackupVaultArn"] = vault.Arn,
            ["ResourceArn"] = point.ResourceArn,
            ["ResourceType"] = "RDS",
            ["ResourceName"] = point.ResourceArn.Split(':')[^1],
            ["Status"] = point.Status,
            ["CreationDate"] = AwsResponse.Epoch(point.CreatedAt),
            ["BackupSizeInBytes"] = point.SizeInBytes,
            ["EncryptionKeyArn"] = point.EncryptionKeyArn ?? vault.EncryptionKeyArn,
            ["IsEncrypted"] = true,
            ["IsParent"] = false,
        };
        shown.SetText("StatusMessage", point.StatusMessage);
        shown.SetText("IamRoleArn", point.IamRoleArn);
        shown.SetText("SourceBackupVaultArn", point.SourceVaultArn);
        shown.SetMoment("CompletionDate", point.CompletedAt);
        shown.SetMoment("LastRestoreTime", point.LastRestoredAt);
        if (JobJson.Show(point.CreatedBy) is { } plan) shown["CreatedBy"] = plan;
        if (point.Lifecycle is not { } lifecycle) return shown;
        shown["Lifecycle"] = lifecycle.Json();
        if (lifecycle.DeleteAfterDays is { } days)
            shown["CalculatedLifecycle"] = new JsonObject { ["DeleteAt"] = AwsResponse.Epoch((point.CompletedAt ?? point.CreatedAt) + TimeSpan.FromDays(days) / scale) };
        return shown;
    }

    /// <summary>As lists of a resource tell it.</summary>
    public static JsonObject ShowOfResource(Vault vault, RecoveryPoint point) => new()
    {
        ["RecoveryPointArn"] = point.Arn,
        ["BackupVaultName"] = vault.Name,
        ["Status"] = point.Status,
        ["CreationDate"] = AwsResponse.Epoch(point.CreatedAt),
        ["BackupSizeBytes"] = point.SizeInBytes,
        ["EncryptionKeyArn"] = point.EncryptionKeyArn ?? vault.EncryptionKeyArn,
        ["ResourceName"] = point.ResourceArn.Split(':')[^1],
        ["IsParent"] = false,
    };
}
