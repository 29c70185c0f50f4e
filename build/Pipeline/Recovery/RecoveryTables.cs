using System.Globalization;
using System.Text;
using Notejam.Pipeline.Drill.Report;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Recovery;

/// <summary>Steps and checks of a recovery, in Markdown.</summary>
internal static class RecoveryTables
{
    /// <summary>Both tables.</summary>
    /// <param name="startedAt">From when times count.</param>
    public static string Markdown(IEnumerable<RecoveryStep> steps, IEnumerable<CheckResult> checks, DateTimeOffset startedAt)
    {
        var text = new StringBuilder("| | Step | From | Time | |\n|---|---|---|---|---|\n");
        foreach (var step in steps) text.Append(CultureInfo.InvariantCulture, $"| {step.Outcome} | {step.Name} | {DrillText.Time((step.StartedAt - startedAt).TotalSeconds)} | {DrillText.Time(step.Seconds)} | {Cell(step.Says)} |\n");
        text.Append("\n| | Check | Evidence | Remedy |\n|---|---|---|---|\n");
        foreach (var check in checks) text.Append(CultureInfo.InvariantCulture, $"| {check.Outcome} | {check.Name} | {Cell(check.Evidence)} | {Cell(check.Remedy ?? "")} |\n");
        return text.ToString();
    }

    /// <summary>A text as a table's cell: a bar would begin another one.</summary>
    public static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
