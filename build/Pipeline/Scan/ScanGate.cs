using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Scan;

/// <summary>The decision: whether there is a result, whether it can be trusted, and which findings block.</summary>
public static class ScanGate
{
    private const string NoVerdict = "Without a scan there is no verdict, and without a verdict no rollout";
    private const string Unknown = "This gate lets nothing pass that it does not know: look at the findings in ECR, and teach it the word (build/Pipeline/Scan)";

    // botocore ecr ScanStatus. COMPLETE and ACTIVE come before there are results, too (aws/aws-sdk#289, aws/aws-cli#6759).
    private static readonly Dictionary<string, string?> Ends = new(StringComparer.Ordinal)
    {
        ["PENDING"] = null,
        ["IN_PROGRESS"] = null,
        ["COMPLETE"] = null,
        ["ACTIVE"] = null,
        ["FAILED"] = "correct the image or the registry's scanning configuration, and run ./build.sh Scan again",
        ["UNSUPPORTED_IMAGE"] = "build it on a base image that ECR can scan, or let Amazon Inspector scan the registry (ENHANCED)",
        ["SCAN_ELIGIBILITY_EXPIRED"] = "Amazon Inspector scans it no longer: lengthen its re-scan duration, or push the image again",
        ["FINDINGS_UNAVAILABLE"] = "scan it again: aws ecr start-image-scan (basic scanning), or push the image again",
        ["LIMIT_EXCEEDED"] = "a quota of scans is used up: wait for the next day, or ask AWS for more, and run ./build.sh Scan again",
        ["IMAGE_ARCHIVED"] = "restore the image from ECR's archive, and run ./build.sh Scan again",
    };

    /// <summary>Decides on what ECR answers of a digest.</summary>
    public static ScanDecision Decide(Digest digest, Severity failOn, ScanObservation seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        if (seen.Contradiction is { } contradiction) return Refuse($"ECR's answer on {digest.Short} contradicts itself: {contradiction}.", "Run ./build.sh Scan again; if it comes back, look at what AWS_ENDPOINT_URL leads to");
        if (!seen.Exists) return new ScanDecision.Start();
        if (seen.Status is null || !Ends.TryGetValue(seen.Status, out var remedy))
            return Refuse($"ECR's scan of {digest.Short} has {(seen.Status is null ? "no status" : $"the unknown status {seen.Status}{Words(seen)}")}.", Unknown);
        if (remedy is not null) return Refuse($"ECR cannot say what is in {digest.Short}: {seen.Status}{Words(seen)}.", $"{NoVerdict}: {remedy}");
        if (seen.Changed) return new ScanDecision.Wait("its findings change while they are read");
        if (seen.Status is not ("COMPLETE" or "ACTIVE")) return new ScanDecision.Wait($"it is {seen.Status}");
        if (seen.Counts is null && seen.Findings.Count > 0) return Refuse($"ECR lists {seen.Findings.Count} findings of {digest.Short} and counts none.", $"{NoVerdict}: look at the findings in ECR, and run ./build.sh Scan again");
        if (seen.CompletedAt is null) return new ScanDecision.Wait($"it is {seen.Status}, but has no imageScanCompletedAt and so no results yet");
        return seen.Counts is null ? new ScanDecision.Wait($"it is {seen.Status}, but has no findingSeverityCounts and so no results yet") : Judge(digest, failOn, seen.Counts, seen.Findings);
    }

    /// <summary>Reads a severity as people write it.</summary>
    /// <exception cref="PipelineException">Not a severity.</exception>
    public static Severity Parse(string text) => SeverityNames.FindTyped(text)
        ?? throw new PipelineException($"'{text}' is not a severity.", $"Write one of {string.Join(", ", Enum.GetNames<Severity>()).ToLowerInvariant()}.");

    /// <summary>The findings that block, as a table: what, where, and where it is fixed.</summary>
    public static string Table(ScanVerdict verdict)
    {
        string[] head = ["SEVERITY", "FINDING", "PACKAGE", "INSTALLED", "FIXED IN"];
        var rows = verdict.Blocking.Select(finding => new[]
        {
            finding.Severity.ToString(), finding.Name, finding.Package ?? "?", finding.InstalledVersion ?? "?", finding.FixedVersion ?? "no fix yet",
        }).Prepend(head).ToList();
        var widths = Enumerable.Range(0, head.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return string.Join('\n', rows.Select(row => "  " + string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()));
    }

    private static ScanDecision Judge(Digest digest, Severity failOn, IReadOnlyDictionary<string, int> named, IReadOnlyList<ObservedFinding> findings)
    {
        if (named.Keys.FirstOrDefault(name => SeverityNames.Find(name) is null) is { } unknown)
            return Refuse($"ECR counts {named[unknown]} findings of the unknown severity {unknown} in {digest.Short}.", Unknown);
        if (named.FirstOrDefault(pair => pair.Value < 0) is { Key: { } below }) return Refuse($"ECR counts {named[below]} findings of severity {below} in {digest.Short}.", Unknown);
        if (findings.FirstOrDefault(finding => finding.Severity is null || SeverityNames.Find(finding.Severity) is null) is { } odd)
            return Refuse($"ECR's finding {odd.Name} in {digest.Short} has {(odd.Severity is null ? "no severity" : $"the unknown severity {odd.Severity}")}.", Unknown);
        if (findings.FirstOrDefault(finding => finding.Status is not (null or "ACTIVE" or "SUPPRESSED" or "CLOSED")) is { } strange)
            return Refuse($"ECR's finding {strange.Name} in {digest.Short} has the unknown status {strange.Status}.", Unknown);

        var counts = named.GroupBy(pair => SeverityNames.Find(pair.Key)!.Value).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value));
        // Whether ECR counts what is suppressed or closed in Amazon Inspector is documented nowhere: what it counts decides.
        if (FindCounted(counts, findings) is not { } counted)
            return Refuse($"ECR counts {Describe(counts)} in {digest.Short}, but lists {Describe(CountOf(findings))}.", $"{NoVerdict}: look at the findings in ECR, and run ./build.sh Scan again");
        return new ScanDecision.Decided(new ScanVerdict(digest, failOn, counts, [.. counted.SelectMany(Blocking)]));

        IEnumerable<Finding> Blocking(ObservedFinding finding)
        {
            var severity = SeverityNames.Find(finding.Severity!)!.Value;
            if (severity < failOn) return [];
            return finding.Packages.Count == 0
                ? [new Finding(finding.Name, severity, null, null, null, finding.Uri)]
                : finding.Packages.Select(package => new Finding(finding.Name, severity, package.Name, package.Version, package.FixedVersion, finding.Uri));
        }
    }

    /// <summary>The findings that the counts are of, worst first; null when they are of none of the sets that they can be of.</summary>
    private static IEnumerable<ObservedFinding>? FindCounted(Dictionary<Severity, int> counts, IReadOnlyList<ObservedFinding> findings)
    {
        Func<ObservedFinding, bool>[] sets = [_ => true, finding => finding.Status is not "CLOSED", finding => finding.Status is null or "ACTIVE"];
        return sets.Select(findings.Where).FirstOrDefault(set => Agree(counts, CountOf(set)))?
            .OrderByDescending(finding => SeverityNames.Find(finding.Severity!)).ThenBy(finding => finding.Name, StringComparer.Ordinal);
    }

    private static Dictionary<Severity, int> CountOf(IEnumerable<ObservedFinding> findings) => findings.CountBy(finding => SeverityNames.Find(finding.Severity!)!.Value).ToDictionary();

    private static bool Agree(Dictionary<Severity, int> counts, Dictionary<Severity, int> found) =>
        Enum.GetValues<Severity>().All(severity => counts.GetValueOrDefault(severity) == found.GetValueOrDefault(severity));

    private static string Describe(Dictionary<Severity, int> counts) => string.Join(", ", counts.Where(pair => pair.Value > 0)
        .OrderByDescending(pair => pair.Key).Select(pair => $"{pair.Value} {pair.Key.ToString().ToLowerInvariant()}").DefaultIfEmpty("no findings"));

    private static string Words(ScanObservation seen) => seen.Description is { Length: > 0 } words ? $" ({words.TrimEnd('.')})" : "";

    private static ScanDecision.Refuse Refuse(string cause, string remedy) => new(cause, remedy + ".");
}
