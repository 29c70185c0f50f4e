using System.Globalization;
using System.Text;
using Notejam.Pipeline.Drill.Report;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery;

namespace Notejam.Pipeline.Failback;

/// <summary>A failback's report for people.</summary>
public static class FailbackText
{
    /// <summary>The report in Markdown.</summary>
    public static string Markdown(FailbackReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Failback of {report.Environment}: {report.Outcome}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Failback {report.FailbackId}, {report.StartedAt:u}, ends failover {report.FailoverId}: from {report.Region} home to {report.PrimaryRegion}{(report.Url is { } url ? $", which serves at {url}" : "")}; {DrillText.Time(report.Seconds)}.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{(report.Rows is { } rows ? $"{rows} rows came home" : "Nothing came home yet")}; nobody could write for {DrillText.Time(report.DownSeconds)}. {(report.Snapshot is { } snapshot ? $"What home held before is kept in snapshot {snapshot}, {(report.LateRows is { } late ? $"with {late} rows that were never restored away" : "whether with rows that were never restored away is not known")}. " : "")}{DrillText.LostByDesign}\n\n");
        text.Append(RecoveryTables.Markdown(report.Steps, report.Checks, report.StartedAt));
        text.Append(report.Leftovers.Count == 0 ? "\n" : $"\nLeft behind:\n\n{string.Join('\n', report.Leftovers.Select(left => $"- {left}"))}\n");
        return text.ToString();
    }
}
