using System.Globalization;
using System.Text;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Reporting;

namespace Notejam.Pipeline.Drill.Report;

/// <summary>The steps of a drill as bars over time, those of the critical path marked.</summary>
internal static class DrillTimeline
{
    private const int Width = 1000, Names = 220, Row = 26, Axis = 24;

    /// <summary>The drawing, SVG within HTML; nothing when there are no steps.</summary>
    public static string Svg(DrillReport report, IReadOnlyList<string> critical)
    {
        if (report.Steps.Count == 0) return "";
        var last = Math.Max(1, report.Steps.Max(step => (step.EndedAt - report.StartedAt).TotalSeconds));
        double X(double seconds) => Names + (Width - Names - 60) * Math.Max(0, seconds) / last;
        var height = Row * report.Steps.Count + Axis;
        var drawing = new StringBuilder();
        foreach (var tick in Ticks(last))
            drawing.Append(Invariant($"<line class=\"tick\" x1=\"{X(tick):0.#}\" x2=\"{X(tick):0.#}\" y1=\"0\" y2=\"{height - Axis}\"/><text x=\"{X(tick):0.#}\" y=\"{height - 6}\" text-anchor=\"middle\">{Time(tick)}</text>\n"));
        foreach (var (step, index) in report.Steps.Select((step, index) => (step, index)))
        {
            var (from, until) = ((step.StartedAt - report.StartedAt).TotalSeconds, (step.EndedAt - report.StartedAt).TotalSeconds);
            var mark = critical.Contains(step.Name) ? " critical" : "";
            drawing.Append(Invariant($"<text x=\"{Names - 10}\" y=\"{Row * index + 17}\" text-anchor=\"end\">{ReportPage.Text(step.Name)}</text>"));
            drawing.Append(Invariant($"<rect class=\"bar {step.Outcome}{mark}\" x=\"{X(from):0.#}\" y=\"{Row * index + 4}\" width=\"{Math.Max(2, X(until) - X(from)):0.#}\" height=\"{Row - 8}\"><title>{ReportPage.Text(step.Name)}: {step.Seconds:0.0} s</title></rect>"));
            drawing.Append(Invariant($"<text x=\"{X(until) + 6:0.#}\" y=\"{Row * index + 17}\">{Time(step.Seconds)}</text>\n"));
        }

        return $"""
            <svg viewBox="0 0 {Width} {height}" role="img" aria-label="Timeline of the steps; the table below has the same figures">
            {drawing}</svg>

            """;
    }

    /// <summary>A time in the unit that suits it.</summary>
    public static string Time(double seconds) => Invariant(seconds < 10 ? $"{seconds:0.0} s" : seconds < 120 ? (FormattableString)$"{seconds:0} s" : $"{seconds / 60:0.0} min");

    private static IEnumerable<double> Ticks(double last)
    {
        double[] steps = [1, 5, 10, 30, 60, 300, 600, 1800, 3600];
        var step = steps.FirstOrDefault(each => last / each <= 8, 7200);
        for (double tick = 0; tick <= last; tick += step) yield return tick;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
