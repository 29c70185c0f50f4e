using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notejam.Sandbox.Backup.Jobs;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Backup.Api;

/// <summary>Vaults: create, describe, list, delete.</summary>
internal sealed partial class VaultOperations(BackupStore store, VaultKeys keys, TimeProvider clock) : IOperations
{
    private const string Type = "BACKUP_VAULT";

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("CreateBackupVault", "PUT /backup-vaults/{vault}", CreateAsync),
        new("DescribeBackupVault", "GET /backup-vaults/{vault}", Describe),
        new("ListBackupVaults", "GET /backup-vaults", List),
        new("DeleteBackupVault", "DELETE /backup-vaults/{vault}", Delete),
    ];

    private async Task<AwsResponse> CreateAsync(AwsRequest call, CancellationToken cancellationToken)
    {
        var name = call.Path["vault"];
        if (!NamePattern().IsMatch(name)) throw BackupErrors.Invalid($"Invalid vault name {name}: it must be 2 to 50 letters, digits, hyphens and underscores.");
        var key = await keys.ResolveAsync(call.Region, call.Json.Text("EncryptionKeyArn"), cancellationToken);
        var requestId = call.Json.Text("CreatorRequestId");
        return store.Write(call.Region, region =>
        {
            if (region.Vaults.TryGetValue(name, out var vault) && (requestId is null || vault.CreatorRequestId != requestId))
                throw BackupErrors.Exists($"Backup vault with the same name already exists: {name}");
            if (vault is null)
            {
                vault = new Vault
                {
                    Name = name,
                    Arn = call.Arn("backup", "backup-vault:" + name),
                    EncryptionKeyArn = key,
                    CreatorRequestId = requestId,
                    CreatedAt = clock.GetUtcNow(),
                };
                vault.Tags.Add(call.Json.Structure("BackupVaultTags"));
                region.Vaults[name] = vault;
            }

            return AwsResponse.Json(Named(vault));
        });
    }

    private AwsResponse Describe(AwsRequest call) => store.Read(call.Region, region => AwsResponse.Json(Show(region.Vault(call))));

    private AwsResponse List(AwsRequest call) => store.Read(call.Region, region => BackupArguments.Page(
        call, "BackupVaultList", call.QueryString["vaultType"] is null or Type && call.QueryString["shared"] != "true" ? region.Vaults.Values.Select(Show) : []));

    private AwsResponse Delete(AwsRequest call) => store.Write(call.Region, region =>
    {
        var vault = region.Vault(call);
        if (vault.RecoveryPoints.Count > 0) throw BackupErrors.Refused("Backup vault cannot be deleted because it contains recovery points.");
        region.Vaults.Remove(vault.Name);
        return AwsResponse.Json();
    });

    private static JsonObject Named(Vault vault) => new()
    {
        ["BackupVaultName"] = vault.Name,
        ["BackupVaultArn"] = vault.Arn,
        ["CreationDate"] = AwsResponse.Epoch(vault.CreatedAt),
    };

    private static JsonObject Show(Vault vault)
    {
        var shown = Named(vault);
        shown["VaultType"] = Type;
        shown["VaultState"] = "AVAILABLE";
        shown["EncryptionKeyArn"] = vault.EncryptionKeyArn;
        shown["EncryptionKeyType"] = "CUSTOMER_MANAGED_KMS_KEY";
        shown["NumberOfRecoveryPoints"] = vault.RecoveryPoints.Count;
        shown["Locked"] = vault.Lock is not null;
        shown.SetText("CreatorRequestId", vault.CreatorRequestId);
        if (vault.Lock?.MinRetentionDays is { } min) shown["MinRetentionDays"] = min;
        if (vault.Lock?.MaxRetentionDays is { } max) shown["MaxRetentionDays"] = max;
        shown.SetMoment("LockDate", vault.Lock?.LockDate);
        return shown;
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]{2,50}$")]
    private static partial Regex NamePattern();
}
