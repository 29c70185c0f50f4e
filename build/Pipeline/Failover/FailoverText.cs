using System.Globalization;
using System.Text;
using Notejam.Pipeline.Drill.Report;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery;

namespace Notejam.Pipeline.Failover;

/// <summary>A failover's report for people.</summary>
public static class FailoverText
{
    /// <summary>The report in Markdown.</summary>
    public static string Markdown(FailoverReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Failover of {report.Environment}: {report.Outcome}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Failover {report.FailoverId}, {report.StartedAt:u}, from {report.PrimaryRegion} ({(report.PrimaryFrozen switch { true => "frozen", false => "not reachable", null => "not looked at" })}) to {report.Region}{(report.Url is { } url ? $", which serves at {url}" : "")}.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Data lost: {DrillText.Time(report.RpoSeconds)}. Database available after {DrillText.Time(report.RtoSeconds.Available)}, serving after {DrillText.Time(report.RtoSeconds.Serving)}, every row read once after {DrillText.Time(report.RtoSeconds.Hydrated)}. {DrillText.LostByDesign}\n\n");
        text.Append(RecoveryTables.Markdown(report.Steps, report.Checks, report.StartedAt));
        foreach (var left in report.Leftovers) text.Append(CultureInfo.InvariantCulture, $"\nLeft: {left}\n");
        if (report.Outcome == FailoverOutcome.Serving) text.Append("\n`./build.sh Failback` brings it home. A primary region that comes back is frozen by running Failover again.\n");
        return text.ToString();
    }
}
