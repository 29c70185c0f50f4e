using System.Globalization;
using Nuke.Common.Execution;
using Nuke.Common.Utilities;

namespace Nuke.Common;

public partial class Host
{
    private const int StatusWidth = 10;
    private const int DurationWidth = 10;

    /// <summary>Repeats what went wrong below everything else.</summary>
    protected internal virtual void WriteErrorsAndWarnings()
    {
        if (Logging.InMemorySink.Instance.LogEvents.Count == 0)
            return;
        using (WriteBlock("Errors & Warnings"))
            Logging.WriteErrorsAndWarnings();
    }

    protected internal virtual void WriteTargetOutcome(INukeBuild build)
    {
        var nameWidth = Math.Max(build.ExecutionPlan.Select(x => x.Name.Length).DefaultIfEmpty().Max() + 4, 19);
        var width = nameWidth + StatusWidth + DurationWidth;

        Debug();
        Debug(new string('═', width));
        Information(Line("Target", "Status", "Duration"));
        Debug(new string('─', width));
        foreach (var target in build.ExecutionPlan)
            WriteOutcome(target, Line(target.Name, $"{target.Status}", DurationOf(target), SummaryOf(target)));
        Debug(new string('─', width));
        var total = build.ExecutionPlan.Aggregate(TimeSpan.Zero, (sum, x) => sum + x.Duration);
        Information(Line("Total", string.Empty, Format(total)));
        Debug(new string('═', width));

        string Line(string name, string status, string duration, string information = null) =>
            name.PadRight(nameWidth) + status.PadRight(StatusWidth) + duration.PadLeft(DurationWidth)
            + (information is null ? string.Empty : $"   // {information}");
    }

    protected internal virtual void WriteBuildOutcome(INukeBuild build)
    {
        Debug();
        var now = DateTime.Now.ToString(CultureInfo.CurrentCulture);
        if (build.IsSucceeding)
            Success($"Build succeeded on {now}. ＼（＾ᴗ＾）／");
        else
            Error($"Build failed on {now}. (╯°□°)╯︵ ┻━┻");
    }

    private static void WriteOutcome(ExecutableTarget target, string line)
    {
        switch (target.Status)
        {
            case ExecutionStatus.Collective:
                break;
            case ExecutionStatus.Succeeded:
                Success(line);
                break;
            case ExecutionStatus.Failed:
                Error(line);
                break;
            case ExecutionStatus.Aborted or ExecutionStatus.NotRun:
                Warning(line);
                break;
            default:
                Debug(line);
                break;
        }
    }

    private static string DurationOf(ExecutableTarget target) =>
        target.Status is ExecutionStatus.Succeeded or ExecutionStatus.Failed or ExecutionStatus.Aborted
            ? Format(target.Duration)
            : string.Empty;

    private static string SummaryOf(ExecutableTarget target) =>
        target.SummaryInformation.Count > 0
            ? target.SummaryInformation.Select(x => $"{x.Key}: {x.Value}").JoinCommaSpace()
            : null;

    private static string Format(TimeSpan duration) =>
        duration < TimeSpan.FromSeconds(1) ? "< 1sec" : $"{(int)duration.TotalMinutes}:{duration:ss}";
}
