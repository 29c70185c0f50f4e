using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Recovery.Checks;

/// <summary>Whether a restored database holds what its manifest promises. Pure.</summary>
internal static class DataChecks
{
    /// <summary>All checks of the data.</summary>
    /// <param name="manifest">What it must hold; null when that is not known.</param>
    /// <param name="found">What it holds, up to the manifest's watermark.</param>
    /// <param name="startedAt">When the drill began: the moment of the disaster.</param>
    public static CheckResult[] Of(BackupManifest? manifest, Inventory found, TimeSpan rpoTarget, DateTimeOffset startedAt) =>
        [Schema(manifest, found).Deciding(), Rows(manifest, found).Deciding(), Content(manifest, found).Deciding(), Canary(manifest, found).Deciding(), Loss(found, rpoTarget, startedAt)];

    private static CheckResult Schema(BackupManifest? manifest, Inventory found)
    {
        const string Name = "schema";
        if (manifest is null) return Unknown(Name, $"the last migration is {found.SchemaVersion ?? "none"}");
        return found.SchemaVersion == manifest.Before.SchemaVersion
            ? CheckResult.Ok(Name, $"the last migration is {found.SchemaVersion}")
            : CheckResult.Bad(Name, $"the last migration is {found.SchemaVersion ?? "none"}, and was {manifest.Before.SchemaVersion ?? "none"} at the backup", "The recovery point is of another time or another database than its manifest.");
    }

    private static CheckResult Rows(BackupManifest? manifest, Inventory found)
    {
        const string Name = "rows";
        if (manifest is null) return Unknown(Name, $"{found.Tables.Count} tables with {found.Tables.Sum(table => table.Rows)} rows");
        var flaws = Compared(manifest, found).Where(pair => pair.Found is null || pair.Found.Rows < pair.Least || pair.Found.Rows > pair.Most)
            .Select(pair => pair.Found is null ? $"{pair.Name} is missing" : $"{pair.Name} has {pair.Found.Rows} rows and should have {Range(pair.Least, pair.Most)}").ToList();
        return flaws.Count == 0
            ? CheckResult.Ok(Name, $"{found.Tables.Count} tables with {found.Tables.Sum(table => table.Rows)} rows, as at the backup")
            : CheckResult.Bad(Name, string.Join("; ", flaws), "The recovery point has not what was backed up: restore an older one, and look at the backup job.");
    }

    private static CheckResult Content(BackupManifest? manifest, Inventory found)
    {
        const string Name = "content";
        if (manifest is null) return Unknown(Name, "no checksums to compare with");
        var compared = Compared(manifest, found).Where(pair => pair.Found is not null).ToList();
        var flaws = compared.Where(pair => !pair.MayDiffer && pair.Found!.Checksum != pair.Checksum).Select(pair => pair.Name).ToList();
        if (flaws.Count > 0) return CheckResult.Bad(Name, $"rows of {string.Join(", ", flaws)} are others than at the backup", "The recovery point is damaged or of another database: restore an older one, and look at the backup job.");
        var same = compared.Count(pair => pair.Found!.Checksum == pair.Checksum);
        return CheckResult.Ok(Name, same == compared.Count
            ? $"every row of {same} tables is as it was at the backup"
            : $"every row of {same} tables is as it was at the backup; {compared.Count - same} changed while it was made, and have the right number of rows");
    }

    private static CheckResult Canary(BackupManifest? manifest, Inventory found)
    {
        const string Name = "canary";
        if (manifest is null) return Unknown(Name, found.NewestCanary is { } any ? $"the newest is {any.Id} of {any.WrittenAt:u}" : "there is none");
        if (found.NewestCanary is not { } newest) return CheckResult.Bad(Name, $"there is none, and {manifest.CanaryBefore.Id} was written before the backup", "The recovery point has not what was backed up.");
        if (newest.Id == manifest.CanaryBefore.Id) return CheckResult.Ok(Name, $"the newest is {newest.Id}, written just before the backup");
        return newest.Id == manifest.CanaryAfter?.Id
            ? CheckResult.Bad(Name, $"the newest is {newest.Id}, written after the backup was done: this is not what was backed up", "Find out what was restored.")
            : newest.WrittenAt > manifest.CanaryBefore.WrittenAt
                ? CheckResult.Ok(Name, $"the newest, {newest.Id}, was written while the backup was made")
                : CheckResult.Bad(Name, $"the newest is {newest.Id} of {newest.WrittenAt:u}; {manifest.CanaryBefore.Id} of {manifest.CanaryBefore.WrittenAt:u} is missing", "What was written before the backup is not in it.");
    }

    private static CheckResult Loss(Inventory found, TimeSpan target, DateTimeOffset startedAt)
    {
        const string Name = "data lost";
        if (found.NewestCanary is not { } newest) return CheckResult.Bad(Name, "no canary: how much is lost cannot be told", "./build.sh Backup writes one.");
        var lost = startedAt - newest.WrittenAt;
        return lost <= target
            ? CheckResult.Ok(Name, $"{Seconds(lost)} of data, by the newest canary; at most {Seconds(target)} may be lost")
            : CheckResult.Bad(Name, $"{Seconds(lost)} of data, by the newest canary, and at most {Seconds(target)} may be lost", "Back up oftener, or give --rpo-hours what is promised.");
    }

    /// <summary>What equals before and after the backup must be found exactly so; what changed meanwhile may lie between.</summary>
    private static IEnumerable<Pair> Compared(BackupManifest manifest, Inventory found)
    {
        var tables = found.Tables.ToDictionary(table => table.Name);
        var after = manifest.After?.Tables.ToDictionary(table => table.Name);
        foreach (var before in manifest.Before.Tables)
        {
            var then = after?.GetValueOrDefault(before.Name);
            var changed = after is not null && (then is null || then.Rows != before.Rows || then.Checksum != before.Checksum);
            yield return new Pair(before.Name, tables.GetValueOrDefault(before.Name), before.Checksum, changed ? Math.Min(before.Rows, then?.Rows ?? 0) : before.Rows, changed ? Math.Max(before.Rows, then?.Rows ?? 0) : before.Rows, changed);
        }
    }

    private static CheckResult Unknown(string name, string evidence) => CheckResult.Warn(name, $"{evidence}; no manifest says what it should be", "./build.sh Backup makes a recovery point with a manifest.");

    private static string Range(long least, long most) => least == most ? $"{least}" : $"{least} to {most}";

    private static string Seconds(TimeSpan span) => span.TotalMinutes < 2 ? $"{span.TotalSeconds:0} s" : Backup.Verification.FreshnessChecks.Text(span);

    private sealed record Pair(string Name, TableContent? Found, string Checksum, long Least, long Most, bool MayDiffer);
}
