using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Scan;

/// <summary>The decision: which findings block.</summary>
public static class ScanGate
{
    /// <summary>Decides on a digest's findings.</summary>
    /// <param name="counts">As the registry counts; the list of findings may be shorter than the counts say.</param>
    public static ScanVerdict Decide(Digest digest, Severity failOn, IReadOnlyDictionary<Severity, int> counts, IEnumerable<Finding> findings) =>
        new(digest, failOn, counts, [.. findings.Where(finding => finding.Severity >= failOn).OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Name, StringComparer.Ordinal)]);

    /// <summary>Reads a severity as people and ECR write it.</summary>
    /// <exception cref="PipelineException">Not a severity.</exception>
    public static Severity Parse(string text) => Enum.TryParse<Severity>(text, ignoreCase: true, out var severity) && Enum.IsDefined(severity)
        ? severity
        : throw new PipelineException($"'{text}' is not a severity.", $"Write one of {string.Join(", ", Enum.GetNames<Severity>()).ToLowerInvariant()}.");

    /// <summary>Reads a severity as Amazon Inspector writes it, who calls Undefined "UNTRIAGED".</summary>
    /// <exception cref="PipelineException">Not a severity.</exception>
    public static Severity ParseEnhanced(string? text) => text is null or "UNTRIAGED" ? Severity.Undefined : Parse(text);

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
}
