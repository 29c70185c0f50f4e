using Notejam.Pipeline.Backup;
using Notejam.Pipeline.Backup.Verification;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Recovery;

/// <summary>What a recovery point tells before it is restored. Pure.</summary>
internal static class PointChecks
{
    /// <summary>How old its data are, against the target.</summary>
    public static CheckResult Age(FoundPoint point, TimeSpan target, DateTimeOffset now)
    {
        const string Name = "recovery point age";
        var (since, what) = point switch
        {
            { DatabaseTime: { } time } => (time, "its last transaction is of"),
            { Manifest.CanaryBefore.WrittenAt: var time } => (time, "RDS does not tell its last transaction; its canary is of"),
            _ => (point.CreatedAt, "RDS does not tell its last transaction, and its data are older than the copy, which is of"),
        };
        var evidence = $"{what} {since:u}, {FreshnessChecks.Text(now - since)} ago; at most {FreshnessChecks.Text(target)} may be lost";
        if (now - since > target) return CheckResult.Bad(Name, evidence, "Find out why no newer copy came: ./build.sh VerifyBackups.");
        return point.DatabaseTime is null && point.Manifest is null
            ? CheckResult.Warn(Name, evidence, $"Look for it: aws rds describe-db-snapshots --snapshot-type awsbackup --db-snapshot-identifier {RecoveryPointArn.NameOf(point.Arn)}")
            : CheckResult.Ok(Name, evidence);
    }

    /// <summary>Whether newer ones had to be passed over.</summary>
    /// <param name="also">Mentions what else the vault holds.</param>
    public static CheckResult Newest(ObservedPoint choice, IReadOnlyList<ObservedPoint> points, IReadOnlyDictionary<string, ObservedKey> keys, string also = "")
    {
        const string Name = "newest recovery point";
        var passed = points.Where(point => point.CreatedAt > choice.CreatedAt).Select(point => PointChoice.Problem(point, keys)).OfType<string>().ToList();
        return passed.Count == 0
            ? CheckResult.Ok(Name, $"{choice.Name} is the newest of {points.Count}{also}")
            : CheckResult.Bad(Name, $"{passed.Count} newer ones cannot be restored: {CopyChecks.Some(passed)}{also}", "Copy them again, or enable their key: what they hold would be lost.");
    }

    /// <summary>Whether it is under the key of its vault.</summary>
    public static CheckResult Key(ObservedPoint choice, string? vaultKeyArn)
    {
        const string Name = "recovery point key";
        return choice.KeyArn is not null && choice.KeyArn == vaultKeyArn
            ? CheckResult.Ok(Name, $"it is encrypted with the vault's key {choice.KeyArn}, which is enabled")
            : CheckResult.Bad(Name, $"it is encrypted with {choice.KeyArn ?? "no key"}, the vault's is {vaultKeyArn ?? "none"}", "Copy it again: a copy gets the key of the vault that it goes to.");
    }

    /// <summary>Whether it is known what it must hold.</summary>
    public static CheckResult Manifest(ObservedPoint choice, BackupManifest? manifest, string? flaw)
    {
        const string Name = "manifest";
        if (flaw is not null) return CheckResult.Bad(Name, $"the manifest of {choice.Name} is not to be trusted: {flaw}", "Find out who wrote it: the bucket keeps its versions. Then ./build.sh Backup.");
        return manifest is null
            ? CheckResult.Warn(Name, $"{choice.Name} has none: whether its data are whole cannot be told", "./build.sh Backup makes a recovery point with one.")
            : CheckResult.Ok(Name, $"signed in this region: {manifest.Before.Tables.Count} tables, {manifest.Before.Tables.Sum(table => table.Rows)} rows, canary {manifest.CanaryBefore.Id}");
    }
}
