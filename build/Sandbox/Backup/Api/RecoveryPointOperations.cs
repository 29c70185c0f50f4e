using System.Text.Json.Nodes;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Backup.Api;

/// <summary>Recovery points of a vault: list, delete.</summary>
internal sealed class RecoveryPointOperations(BackupStore store, SandboxOptions options, TimeProvider clock) : IBackupOperations
{
    private const string Points = "/backup-vaults/{vault}/recovery-points";

    /// <inheritdoc />
    public IEnumerable<RestRoute> Routes => [new("GET", Points, List), new("DELETE", Points + "/{point}", Delete)];

    private AwsResponse List(RestCall call) => store.Read(call.Region, region =>
    {
        var vault = region.Vault(call);
        var found = vault.RecoveryPoints.Values.Where(point => call.Query["resourceArn"] is not { Length: > 0 } resource || point.ResourceArn == resource);
        return BackupArguments.Page(call, "RecoveryPoints", found.Select(point => Show(vault, point)));
    });

    private AwsResponse Delete(RestCall call) => store.Write(call.Region, region =>
    {
        var vault = region.Vault(call);
        var arn = call.Path["point"];
        if (!vault.RecoveryPoints.TryGetValue(arn, out var point)) throw BackupErrors.NotFound($"Cannot find recovery point {arn} in the vault {vault.Name}.");
        // In governance mode those who may change the lock may delete too; in compliance mode nobody, once the lock is final.
        var isFinal = vault.Lock is { LockDate: { } final } && final <= clock.GetUtcNow();
        if (isFinal && vault.Lock!.MinRetentionDays is { } days && point.CreatedAt + TimeSpan.FromDays(days) / options.TimeScale > clock.GetUtcNow())
            throw BackupErrors.Refused($"Recovery point {arn} cannot be deleted: the vault {vault.Name} is locked and keeps it for {days} days.");
        vault.RecoveryPoints.Remove(arn);
        return AwsResponse.Json();
    });

    private static JsonObject Show(Vault vault, RecoveryPoint point) => new()
    {
        ["RecoveryPointArn"] = point.Arn,
        ["BackupVaultName"] = vault.Name,
        ["BackupVaultArn"] = vault.Arn,
        ["ResourceArn"] = point.ResourceArn,
        ["Status"] = "COMPLETED",
        ["CreationDate"] = AwsResponse.Epoch(point.CreatedAt),
        ["EncryptionKeyArn"] = vault.EncryptionKeyArn,
        ["IsEncrypted"] = true,
    };
}
