using System.Globalization;
using System.Text;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Backup.Verification;

/// <summary>A verdict for people: lines for a terminal, a table for a pull request or a mail.</summary>
public static class VerdictText
{
    /// <summary>Lines for a terminal.</summary>
    public static IEnumerable<string> Lines(BackupVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        var width = verdict.Checks.Max(check => check.Name.Length);
        foreach (var check in verdict.Checks)
        {
            yield return $"{check.Outcome,-4}  {check.Name.PadRight(width)}  {check.Evidence}";
            if (check.Remedy is { } remedy) yield return $"{"",-4}  {"".PadRight(width)}  → {remedy}";
        }
    }

    /// <summary>A table in Markdown.</summary>
    public static string Markdown(BackupVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Backups of {verdict.Environment}: {verdict.Outcome}\n\n{verdict.At:u}, recovery point objective {FreshnessChecks.Text(verdict.RpoTarget)}; {Points(verdict)}\n\n");
        text.Append("| | Check | Evidence | Remedy |\n|---|---|---|---|\n");
        foreach (var check in verdict.Checks) text.Append(CultureInfo.InvariantCulture, $"| {check.Outcome} | {check.Name} | {Cell(check.Evidence)} | {Cell(check.Remedy ?? "")} |\n");
        return text.ToString();
    }

    /// <summary>How many recovery points there are, in words.</summary>
    public static string Points(BackupVerdict verdict) =>
        string.Join(", ", (verdict ?? throw new ArgumentNullException(nameof(verdict))).RecoveryPoints.Select(region => string.Create(CultureInfo.InvariantCulture, $"{region.Value} recovery points in {region.Key}")));

    // A bar would begin another cell.
    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
