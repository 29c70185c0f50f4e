using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Backup.Verification;

/// <summary>Whether every recovery point is in the other region too.</summary>
internal static class CopyChecks
{
    // A copy of a large database between two regions of a continent takes hours.
    private static readonly TimeSpan Allowed = TimeSpan.FromHours(6);

    /// <summary>Recovery points without a usable copy.</summary>
    public static CheckResult Copies(ObservedBackups seen)
    {
        const string Name = "copies";
        if ((FreshnessChecks.Unseen(Name, seen.Primary) ?? FreshnessChecks.Unseen(Name, seen.Recovery)) is { } unseen) return unseen;
        if (FreshnessChecks.Nothing(Name, seen, seen.Primary, "./build.sh Backup makes one, and its copy.") is { } nothing) return nothing;
        var expected = seen.Primary.Points.Where(point => point.IsUsable && IsToBeCopied(seen, point)).ToList();
        var usable = seen.Recovery.Points.Where(point => point.IsUsable).Select(point => point.Arn).ToHashSet();
        var jobs = seen.Copies.Where(job => job.SourceArn is not null).ToLookup(job => job.SourceArn!);
        var unnamed = seen.Recovery.Points.Where(point => point.IsUsable).ExceptBy(seen.Copies.Select(job => job.CopyArn), point => point.Arn).OrderBy(point => point.CreatedAt).ToList();
        var (late, missing) = (new List<string>(), new List<string>());
        foreach (var point in expected.OrderBy(point => point.CreatedAt))
        {
            var own = jobs[point.Arn].ToList();
            if (own.Exists(job => job.CopyArn is { } copy && usable.Contains(copy))) continue;
            // Of an older point AWS has forgotten the copy job: a copy that was made soon after it is taken for its own.
            if (own.Count == 0 && unnamed.Find(copy => copy.ResourceArn == point.ResourceArn && copy.CreatedAt >= point.CreatedAt && copy.CreatedAt <= point.CreatedAt + TimeSpan.FromDays(1)) is { } found && unnamed.Remove(found)) continue;
            var isYoung = seen.Now - point.CreatedAt < Allowed && (own.Count == 0 || own.Exists(job => !job.IsOver));
            (isYoung ? late : missing).Add(Describe(point, own));
        }

        if (missing.Count > 0) return CheckResult.Bad(Name, $"{missing.Count} of {expected.Count} recovery points are not in {seen.Recovery.Region}: {Some(missing)}", "Copy them by hand (aws backup start-copy-job), and see why their jobs did not.");
        if (late.Count > 0) return CheckResult.Warn(Name, $"{late.Count} of {expected.Count} recovery points are not in {seen.Recovery.Region} yet: {Some(late)}", $"Look again: a copy may take {Allowed.TotalHours} hours.");
        return CheckResult.Ok(Name, $"all {expected.Count} recovery points are in {seen.Recovery.Region} too{seen.Recovery.Also}");
    }

    /// <summary>The first few of many.</summary>
    public static string Some(IReadOnlyList<string> all) => all.Count <= 5 ? string.Join(", ", all) : $"{string.Join(", ", all.Take(5))} and {all.Count - 5} more";

    private static bool IsToBeCopied(ObservedBackups seen, ObservedPoint point) =>
        point.RuleName is null || !seen.Outputs.Rules.TryGetValue(point.RuleName, out var rule) || rule.CopyDeleteAfterDays is not null;

    private static string Describe(ObservedPoint point, List<ObservedJob> jobs) => jobs.Count == 0
        ? $"{point.Name} (no copy job)"
        : $"{point.Name} ({(jobs[0].State == "COMPLETED" ? "its copy is gone" : $"copy job {jobs[0].State}{(jobs[0].Message is { } message ? $": {message}" : "")}")})";
}
