using System.Text.Json.Nodes;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Infra;

/// <summary>Parses <c>terraform output -json</c> of the backup stack, once, at the edge.</summary>
public static class BackupOutputsReader
{
    private static readonly string[] Needed = ["vault_name", "vault_arns", "regions", "kms_key_arns", "lock_mode", "backup_role_arn", "database_arns", "rules"];

    /// <summary>Reads the outputs.</summary>
    /// <exception cref="PipelineException">Outputs are missing; all of them are named.</exception>
    public static BackupOutputs Read(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var missing = Needed.Where(name => json[name]?["value"] is null).ToList();
        if (missing.Count > 0)
            throw new PipelineException($"infra/stacks/backup has no output {string.Join(", ", missing)}.", "Apply it first: ./build.sh Apply with the primary region.");
        JsonNode Value(string name) => json[name]!["value"]!;
        var regions = Value("regions");
        var (primary, recovery) = ((string)regions["primary"]!, (string)regions["disaster_recovery"]!);
        return new BackupOutputs
        {
            VaultName = (string)Value("vault_name")!,
            PrimaryRegion = primary,
            RecoveryRegion = recovery,
            RecoveryVaultArn = (string)Value("vault_arns")["disaster_recovery"]!,
            VaultKeyArns = new Dictionary<string, string> { [primary] = (string)Value("kms_key_arns")["primary"]!, [recovery] = (string)Value("kms_key_arns")["disaster_recovery"]! },
            LockMode = (string)Value("lock_mode")!,
            BackupRoleArn = (string)Value("backup_role_arn")!,
            DatabaseArns = [.. Value("database_arns").AsArray().Select(arn => (string)arn!)],
            Rules = Value("rules").AsObject().ToDictionary(rule => rule.Key, rule => Rule(rule.Value!)),
        };
    }

    private static BackupRule Rule(JsonNode rule) => new(
        (string)rule["schedule"]!, (int)rule["start_window_minutes"]!, (int)rule["completion_window_minutes"]!, (int)rule["delete_after_days"]!, (int?)rule["copy_delete_after_days"]);
}
