using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Backup.Verification;

/// <summary>Whether what is in a vault can be opened, and by a key of ours.</summary>
internal static class KeyChecks
{
    /// <summary>Keys of a vault and of its recovery points.</summary>
    /// <param name="isCopied">Whether the vault's own key encrypts what is in it; of backups of RDS in their own region the database's does.</param>
    public static CheckResult Keys(ObservedBackups seen, ObservedVault vault, bool isCopied)
    {
        var name = $"keys in {vault.Region}";
        if (FreshnessChecks.Unseen(name, vault) is { } unseen) return unseen;
        var promised = seen.Outputs.VaultKeyArns[vault.Region];
        if (vault.KeyArn != promised) return CheckResult.Bad(name, $"the vault has the key {vault.KeyArn ?? "none"}, and should have {promised}", "A vault's key is fixed at its making: find out who made this one.");
        var points = vault.Points.Where(point => point.IsUsable).ToList();
        var foreign = points.Where(point => isCopied && point.KeyArn != promised).Select(point => point.Name).ToList();
        if (foreign.Count > 0) return CheckResult.Bad(name, $"{foreign.Count} recovery points are encrypted with another key than the vault's: {CopyChecks.Some(foreign)}", "Copy them again: a copy gets the key of the vault that it goes to.");
        var used = points.Select(point => point.KeyArn).OfType<string>().Append(promised).Distinct().ToList();
        var unusable = used.Where(arn => seen.Keys.GetValueOrDefault(arn)?.State != "Enabled").Select(arn => $"{arn} is {seen.Keys.GetValueOrDefault(arn)?.State ?? "not there"}").ToList();
        if (unusable.Count > 0) return CheckResult.Bad(name, string.Join("; ", unusable), "Enable it, or cancel its deletion (aws kms cancel-key-deletion): without it nothing under it can be restored.");
        var notOurs = used.Where(arn => !seen.Keys[arn].IsOurs).ToList();
        return notOurs.Count > 0
            ? CheckResult.Warn(name, $"{string.Join(", ", notOurs)} is AWS's own key, which cannot be shared or watched", "Encrypt the database with a key of ours: its next recovery points have it.")
            : CheckResult.Ok(name, $"{used.Count} keys of ours, enabled");
    }
}
