using Notejam.Machine.Schedules;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Backup.Verification;

/// <summary>Whether there are backups, as young, as many and as large as there should be.</summary>
internal static class FreshnessChecks
{
    // Smaller than this part of what is usual, or larger than this many times it, is no growth.
    private const double Shrunk = 0.5;
    private const double Grown = 3;

    // A schedule's look back: AWS keeps the history of jobs for about a month, and a week shows a habit.
    private static readonly TimeSpan Period = TimeSpan.FromDays(7);

    /// <summary>Age of the newest usable recovery point of a vault against the target.</summary>
    public static CheckResult Freshness(ObservedBackups seen, ObservedVault vault)
    {
        var name = $"freshness in {vault.Region}";
        if (Unseen(name, vault) is { } unseen) return unseen;
        if (Nothing(name, seen, vault, "./build.sh Backup makes one; then find out why the plan does not.") is { } nothing) return nothing;
        // Of several databases the one whose newest is the oldest counts.
        var newest = seen.Outputs.DatabaseArns.Select(database => vault.Points.Where(point => point.IsUsable && point.ResourceArn == database).MaxBy(point => point.CreatedAt)!).MinBy(point => point.CreatedAt)!;
        var age = seen.Now - newest.CreatedAt;
        var evidence = $"{newest.Name} is {Text(age)} old; the target is {Text(seen.RpoTarget)}{vault.Also}";
        return age > seen.RpoTarget
            ? CheckResult.Bad(name, evidence, "./build.sh Backup makes one now; then find out why the plan does not.")
            : CheckResult.Ok(name, evidence);
    }

    /// <summary>Runs of the plan's rules that left no usable recovery point.</summary>
    public static CheckResult Gaps(ObservedBackups seen)
    {
        const string Name = "schedule";
        if (Unseen(Name, seen.Primary) is { } unseen) return unseen;
        var missed = new List<string>();
        var expected = 0;
        foreach (var (rule, plan) in seen.Outputs.Rules)
        {
            var points = seen.Primary.Points.Where(point => point.RuleName == rule).ToList();
            // A plan is not asked for what was before it: its oldest trace is where it began.
            var first = points.Select(point => point.CreatedAt).Concat(seen.Backups.Where(job => job.RuleName == rule).Select(job => job.CreatedAt)).DefaultIfEmpty(seen.Now).Min();
            var since = seen.Now - Period > first ? seen.Now - Period : first;
            var window = TimeSpan.FromMinutes(plan.StartWindowMinutes + plan.CompletionWindowMinutes);
            for (var next = AwsSchedule.Next(plan.Schedule, since); next is { } due && due + window <= seen.Now; next = AwsSchedule.Next(plan.Schedule, due))
            {
                expected++;
                if (!seen.Outputs.DatabaseArns.All(database => points.Exists(point => point.ResourceArn == database && point.IsUsable && point.CreatedAt >= due && point.CreatedAt <= due + window))) missed.Add($"{rule} of {due:u}");
            }
        }

        if (missed.Count > 0) return CheckResult.Bad(Name, $"{missed.Count} of {expected} runs left nothing that can be restored: {string.Join(", ", missed)}", "See the failed jobs, and whether the plan's selection still finds the database by its tags.");
        return CheckResult.Ok(Name, expected == 0 ? "no run of the plan was due yet" : $"all {expected} runs of the last {Period.TotalDays} days left a recovery point");
    }

    /// <summary>Size of the newest recovery point against what is usual.</summary>
    public static CheckResult Size(ObservedBackups seen)
    {
        const string Name = "size";
        if (Nothing(Name, seen, seen.Primary with { Points = [.. seen.Primary.Points, .. seen.Recovery.Points], Others = [.. seen.Primary.Others, .. seen.Recovery.Others] }, "./build.sh Backup makes one.") is { } nothing) return nothing;
        var points = seen.Recovery.Points.Concat(seen.Primary.Points).Where(point => point.IsUsable).GroupBy(point => point.ResourceArn).ToList();
        var (odd, known) = (new List<string>(), new List<long>());
        foreach (var database in points)
        {
            var newest = database.MaxBy(point => point.CreatedAt)!;
            // AWS Backup need not tell: "An Amazon RDS instance will show as 0" (botocore backup BackupJob.BackupSizeInBytes).
            if (newest.SizeBytes <= 0) continue;
            known.Add(newest.SizeBytes);
            var history = database.Where(point => point != newest && point.SizeBytes > 0).Select(point => point.SizeBytes).Order().ToList();
            if (history.Count == 0) continue;
            var usual = history[history.Count / 2];
            if (newest.SizeBytes < usual * Shrunk || newest.SizeBytes > usual * Grown) odd.Add($"{newest.Name} has {Mega(newest.SizeBytes)}, usual are {Mega(usual)}");
        }

        if (odd.Count > 0) return CheckResult.Warn(Name, string.Join("; ", odd), "Was so much deleted or added? A drill tells what is in it.");
        return CheckResult.Ok(Name, known.Count == 0 ? "AWS Backup tells none, as of RDS: what is in a recovery point, its manifest and a drill tell" : $"{Mega(known.Max())}, as usual");
    }

    /// <summary>A vault that could not be looked at fails every check of it.</summary>
    public static CheckResult? Unseen(string name, ObservedVault vault) =>
        vault.Problem is { } problem ? CheckResult.Bad(name, $"{vault.Region}: {problem}", "Look at it by hand: what cannot be seen is not counted as well.") : null;

    /// <summary>A vault without a recovery point of each of our databases that can be restored has nothing that a check could find well, whatever others keep in it.</summary>
    public static CheckResult? Nothing(string name, ObservedBackups seen, ObservedVault vault, string remedy)
    {
        var lacking = seen.Outputs.DatabaseArns.Where(database => !vault.Points.Any(point => point.IsUsable && point.ResourceArn == database)).ToList();
        if (lacking.Count == 0) return null;
        var held = $"the vault holds {vault.Points.Count(point => lacking.Contains(point.ResourceArn))} recovery points of {string.Join(", ", lacking.Select(ProtectedDatabases.NameOf))}";
        return CheckResult.Bad(name, vault is { Points.Count: 0, Others.Count: > 0 } ? $"{held}, and only others': {OtherResources.Count(vault.Others, "recovery point")}" : $"{held}, and none that can be restored{vault.Also}", remedy);
    }

    /// <summary>A time span for people.</summary>
    public static string Text(TimeSpan span) => span.TotalDays >= 2 ? $"{span.TotalDays:0.0} days" : span.TotalHours >= 1 ? $"{span.TotalHours:0.0} hours" : $"{span.TotalMinutes:0} minutes";

    private static string Mega(long bytes) => $"{bytes / 1048576.0:0.0} MiB";
}
