using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Backup.Api;

/// <summary>Vault locks: put, delete, while they may be.</summary>
internal sealed class VaultLockOperations(BackupStore store, SandboxOptions options, TimeProvider clock) : IOperations
{
    private const int ShortestGraceDays = 3;
    private const int LongestDays = 36500;

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("PutBackupVaultLockConfiguration", "PUT /backup-vaults/{vault}/vault-lock", Put),
        new("DeleteBackupVaultLockConfiguration", "DELETE /backup-vaults/{vault}/vault-lock", Delete),
    ];

    private AwsResponse Put(AwsRequest call)
    {
        var (min, max, grace) = (call.Json.Number("MinRetentionDays"), call.Json.Number("MaxRetentionDays"), call.Json.Number("ChangeableForDays"));
        if (min is < 1) throw BackupErrors.Invalid("MinRetentionDays must be at least 1.");
        if (max is < 1 or > LongestDays) throw BackupErrors.Invalid($"MaxRetentionDays must be between 1 and {LongestDays}.");
        if (min > max) throw BackupErrors.Invalid("MinRetentionDays must not be greater than MaxRetentionDays.");
        if (grace is < ShortestGraceDays or > LongestDays) throw BackupErrors.Invalid($"ChangeableForDays must be between {ShortestGraceDays} and {LongestDays}.");
        return Change(call, vault => vault.Lock = new VaultLock(min, max, grace is { } days ? clock.GetUtcNow() + TimeSpan.FromDays(days) / options.TimeScale : null));
    }

    private AwsResponse Delete(AwsRequest call) => Change(call, vault => vault.Lock = null);

    private AwsResponse Change(AwsRequest call, Action<Vault> change) => store.Write(call.Region, region =>
    {
        var vault = region.Vault(call);
        if (vault.Lock is { } present && present.IsFinal(clock.GetUtcNow()))
            throw BackupErrors.Refused($"Vault Lock of {vault.Name} is in compliance mode and cannot be changed or deleted since {AwsResponse.Iso(present.LockDate!.Value)}.");
        change(vault);
        return AwsResponse.Json();
    });
}
