using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Backup.Verification;

/// <summary>Whether recovery points stay as long as they should, and nobody can remove them before.</summary>
internal static class RetentionChecks
{
    private const string Delete = "backup:DeleteRecoveryPoint";
    private static readonly string[] UndoActions = [Delete, "backup:UpdateRecoveryPointLifecycle", "backup:DeleteBackupVaultLockConfiguration", "backup:DeleteBackupVaultAccessPolicy", "backup:PutBackupVaultAccessPolicy"];

    /// <summary>Retention of each recovery point against its rule.</summary>
    public static CheckResult Retention(ObservedBackups seen, ObservedVault vault, bool isCopied)
    {
        var name = $"retention in {vault.Region}";
        if (FreshnessChecks.Unseen(name, vault) is { } unseen) return unseen;
        var stuck = vault.Points.Where(point => point.Status == "EXPIRED" || point.DeleteAt < seen.Now - TimeSpan.FromDays(1)).Select(point => $"{point.Name} ({point.Status})").ToList();
        if (stuck.Count > 0) return CheckResult.Bad(name, $"{stuck.Count} recovery points should be gone and are not: {CopyChecks.Some(stuck)}", "AWS Backup could not delete them: is the role that made them still there?");
        if (FreshnessChecks.Nothing(name, seen, vault, "./build.sh Backup makes one.") is { } nothing) return nothing;
        var other = vault.Points.Where(point => point.IsUsable && Planned(seen, point, isCopied) is { } days && point.RetentionDays != days)
            .Select(point => $"{point.Name} is kept {(point.RetentionDays is { } kept ? $"{kept} days" : "for ever")} instead of {Planned(seen, point, isCopied)}").ToList();
        if (other.Count > 0) return CheckResult.Warn(name, CopyChecks.Some(other), "Was the plan changed since? Then this ends by itself; otherwise set their lifecycle right.");
        return CheckResult.Ok(name, $"{vault.Points.Count} recovery points are kept as planned{vault.Also}");
    }

    /// <summary>A vault's lock against what the infrastructure promises.</summary>
    public static CheckResult Lock(ObservedBackups seen, ObservedVault vault)
    {
        var name = $"lock in {vault.Region}";
        if (FreshnessChecks.Unseen(name, vault) is { } unseen) return unseen;
        const string Remedy = "./build.sh Apply sets it as the infrastructure says; then find out who lifted it.";
        return (seen.Outputs.LockMode, vault.Lock) switch
        {
            ("none", null) => CheckResult.Warn(name, "the vault has no lock, as configured", "Set backup_lock in the environment's values: without it whoever may delete, may delete everything."),
            (_, null) => CheckResult.Bad(name, $"the vault has no lock, and should have one in {seen.Outputs.LockMode} mode", Remedy),
            (_, { MinDays: null }) => CheckResult.Bad(name, "the lock has no shortest retention: it keeps nothing", Remedy),
            ("compliance", { FinalFrom: null }) => CheckResult.Bad(name, "the lock can be lifted, and should be final", Remedy),
            (var mode, var found) => CheckResult.Ok(name, $"{mode}: at least {found.MinDays} days{(found.MaxDays is { } max ? $", at most {max}" : "")}"),
        };
    }

    /// <summary>Whether those who deliver are kept from deleting.</summary>
    public static CheckResult AccessPolicy(ObservedBackups seen, ObservedVault vault)
    {
        var name = $"access policy in {vault.Region}";
        if (FreshnessChecks.Unseen(name, vault) is { } unseen) return unseen;
        if (vault.Policy is null) return CheckResult.Bad(name, "the vault has no access policy", "./build.sh Apply sets it; then find out who removed it.");
        var open = seen.DeliveryRoleArns.SelectMany(role => UndoActions.Where(action => !VaultPolicy.Denies(vault.Policy, action, role)).Select(action => $"{role[(role.LastIndexOf('/') + 1)..]}: {action}")).ToList();
        return open.Count > 0
            ? CheckResult.Bad(name, $"the policy does not keep those who deliver from {CopyChecks.Some(open)}", "./build.sh Apply sets it as the infrastructure says.")
            : CheckResult.Ok(name, $"{string.Join(", ", seen.DeliveryRoleArns.Select(role => role[(role.LastIndexOf('/') + 1)..]))} cannot delete recovery points, nor policy or lock");
    }

    private static int? Planned(ObservedBackups seen, ObservedPoint point, bool isCopied) => point.RuleName is { } name
        ? seen.Outputs.Rules.TryGetValue(name, out var rule) ? (isCopied ? rule.CopyDeleteAfterDays : rule.DeleteAfterDays) : null
        : isCopied ? seen.Outputs.CopyRetentionDays : seen.Outputs.RetentionDays;
}
