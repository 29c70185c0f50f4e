using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Failback;

/// <summary>Whether what has come home is what was written away, and what home loses by it. Pure.</summary>
internal static class FailbackChecks
{
    /// <summary>Row by row: nobody could write in between, so nothing may differ.</summary>
    /// <param name="away">What the disaster-recovery region's database holds.</param>
    /// <param name="home">What the home database holds, up to the same watermark.</param>
    public static CheckResult[] Data(Inventory away, Inventory home)
    {
        var tables = home.Tables.ToDictionary(table => table.Name);
        var missing = away.Tables.Where(table => !tables.ContainsKey(table.Name)).Select(table => table.Name).Concat(home.Tables.Select(table => table.Name).Except(away.Tables.Select(table => table.Name))).ToList();
        var counts = away.Tables.Where(table => tables.GetValueOrDefault(table.Name) is { } found && found.Rows != table.Rows).Select(table => $"{table.Name} has {tables[table.Name].Rows} rows and should have {table.Rows}").ToList();
        var contents = away.Tables.Where(table => tables.GetValueOrDefault(table.Name) is { } found && found.Checksum != table.Checksum).Select(table => table.Name).ToList();
        const string Remedy = "People go on in the disaster-recovery region; run Failback again.";
        CheckResult[] checks =
        [
            away.SchemaVersion == home.SchemaVersion
                ? CheckResult.Ok("schema", $"the last migration is {home.SchemaVersion} in both regions")
                : CheckResult.Bad("schema", $"the last migration is {home.SchemaVersion ?? "none"} at home and {away.SchemaVersion ?? "none"} away", "Deploy the release that serves away to the primary region first."),
            missing.Count == 0 && counts.Count == 0
                ? CheckResult.Ok("rows", $"{home.Tables.Count} tables with {home.Tables.Sum(table => table.Rows)} rows in both regions")
                : CheckResult.Bad("rows", string.Join("; ", counts.Concat(missing.Select(name => $"{name} is in one region only"))), Remedy),
            contents.Count == 0
                ? CheckResult.Ok("content", $"every row of {home.Tables.Count} tables is the same in both regions, by checksum")
                : CheckResult.Bad("content", $"rows of {string.Join(", ", contents)} differ", Remedy),
            away.NewestCanary?.Id == home.NewestCanary?.Id
                ? CheckResult.Ok("canary", $"the newest is {home.NewestCanary?.Id.ToString() ?? "none"} in both regions")
                : CheckResult.Bad("canary", $"the newest is {home.NewestCanary?.Id.ToString() ?? "none"} at home and {away.NewestCanary?.Id.ToString() ?? "none"} away", Remedy),
        ];
        return [.. checks.Select(check => check.Deciding())];
    }

    /// <summary>How many rows home has written that the failover did not restore; null when no manifest tells from when on.</summary>
    /// <param name="now">All that is there.</param>
    /// <param name="restored">What of it is as old as what was restored.</param>
    public static long? LateRows(Inventory now, Inventory? restored, BackupManifest? manifest)
    {
        if (restored is null || manifest is null) return null;
        // The note that the canary after the backup writes is nobody's.
        return Math.Max(0, now.Tables.Sum(table => table.Rows) - restored.Tables.Sum(table => table.Rows) - (manifest.CanaryAfter is null ? 0 : 1));
    }

    /// <summary>What is told of them.</summary>
    public static CheckResult Late(long? rows, string snapshot) => rows switch
    {
        0 => CheckResult.Ok("late writes", $"nothing was written at home after what was restored; what was there is kept in snapshot {snapshot}"),
        null => CheckResult.Warn("late writes", $"whether home has written anything after what was restored is not known: no manifest; what was there is kept in snapshot {snapshot}", "Restore the snapshot beside the database and look."),
        _ => CheckResult.Warn("late writes", $"{rows} rows were written at home after what was restored, and are only in snapshot {snapshot} (canaries of later backups are among them)", "Restore the snapshot beside the database, look at them, and bring back what is missed."),
    };

    /// <summary>Whether both regions have the same release.</summary>
    public static CheckResult Release(string home, string away)
    {
        var (here, there) = (DigestOf(home), DigestOf(away));
        return here == there
            ? CheckResult.Ok("release", $"{here} in both regions")
            : CheckResult.Warn("release", $"home has {here}, and away {there} serves", "If their schemas differ, Failback will refuse: deploy the release that serves away.");
    }

    private static string DigestOf(string image) => image[(image.LastIndexOf('@') + 1)..];
}
