using System.Globalization;
using System.Text;
using Notejam.Pipeline.Backup;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery;

namespace Notejam.Pipeline.Drill.Report;

/// <summary>A drill's report for people: its figures, and a document in Markdown.</summary>
public static class DrillText
{
    /// <summary>The step with whose end people can use Notejam again.</summary>
    public const string LastStep = "application";

    /// <summary>What kind of recovery this is, in AWS's words.</summary>
    public const string Tier = "This is the tier that AWS calls backup and restore, on a network that stands ready; a pilot light would keep a replica of the data running.";

    /// <summary>What no restore brings back.</summary>
    public const string LostByDesign = "Sessions are lost: the cache is made anew and empty, and everybody signs in again.";

    /// <summary>The figures that count: name, value, what it is held against.</summary>
    public static IEnumerable<(string Name, string Value, string Target)> Figures(DrillReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        yield return ("Data lost (RPO)", Time(report.RpoSeconds), $"at most {Time(report.Targets.RpoSeconds)}{(report.SnapshotAgeSeconds is { } age ? $"; by RDS {Time(age)}" : "")}");
        yield return ("Database available", Time(report.RtoSeconds.Available), "it takes connections");
        yield return ("Serving (RTO)", Time(report.RtoSeconds.Serving), $"at most {Time(report.Targets.RtoSeconds)}");
        yield return ("Hydrated", Time(report.RtoSeconds.Hydrated), "every row was read once");
    }

    /// <summary>The recovery point, by its name.</summary>
    public static string PointOf(DrillReport report) => report?.RecoveryPointArn is { } arn ? $"recovery point {RecoveryPointArn.NameOf(arn)}" : "no recovery point";

    /// <summary>A time, or that there is none.</summary>
    public static string Time(double? seconds) => seconds is not { } known ? "not reached" : known >= 7200 ? string.Create(CultureInfo.InvariantCulture, $"{known / 3600:0.0} h") : DrillTimeline.Time(known);

    /// <summary>The report in Markdown.</summary>
    public static string Markdown(DrillReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Disaster-recovery drill of {report.Environment}: {report.Outcome}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Drill {report.DrillId}, {report.StartedAt:u}: restored in {report.Region}, as if {report.PrimaryRegion} were gone, from {PointOf(report)}; {Time(report.Seconds)}, about {report.CostUsd} US dollars.\n\n");
        text.Append("| Figure | | Promised |\n|---|---|---|\n");
        foreach (var (name, value, target) in Figures(report)) text.Append(CultureInfo.InvariantCulture, $"| {name} | {value} | {RecoveryTables.Cell(target)} |\n");
        text.Append(CultureInfo.InvariantCulture, $"\n{Tier} {LostByDesign}\n\nCritical path: {string.Join(" → ", CriticalPath.To(report.Steps, LastStep))}.\n\n");
        text.Append(RecoveryTables.Markdown(report.Steps, report.Checks, report.StartedAt));
        text.Append(report.Leftovers.Count == 0 ? "\nNothing is left.\n" : $"\nLeft behind:\n\n{string.Join('\n', report.Leftovers.Select(left => $"- {left}"))}\n");
        return text.ToString();
    }
}
