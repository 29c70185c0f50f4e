using System.Globalization;
using System.Text;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Reporting;

namespace Notejam.Pipeline.Drill.Report;

/// <summary>A drill's report as one self-contained page.</summary>
public static class DrillPage
{
    private const string Style = """
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 1rem; margin: 1.5rem 0 }
        .figures div { border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: .5rem; padding: .75rem 1rem }
        .figures strong { display: block; font-size: 1.6rem }
        svg { width: 100%; font-size: 13px } svg text { fill: currentColor } .tick { stroke: currentColor; opacity: .15 }
        .bar { fill: light-dark(#9aa7b4, #5d6b78) } .bar.critical { fill: light-dark(#0a58ca, #6ea8fe) } .bar.Failed { fill: light-dark(#b3261e, #ff8b82) } .bar.Skipped { fill: light-dark(#d4a72c, #8a5a00) }
        figure { margin: 1rem 0 } img { max-width: 100%; border: 1px solid color-mix(in srgb, currentColor 20%, transparent) }
        """;

    /// <summary>The page.</summary>
    /// <param name="screenshots">Pictures of Notejam during the drill.</param>
    /// <param name="history">Reports of drills, newest first; this one may be among them.</param>
    public static string Html(DrillReport report, IReadOnlyList<DrillScreenshot> screenshots, IReadOnlyList<DrillReport> history)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(screenshots);
        ArgumentNullException.ThrowIfNull(history);
        var critical = CriticalPath.To(report.Steps, DrillText.LastStep);
        var body = new StringBuilder();
        body.Append($"""
            <h1>Disaster-recovery drill of {Text(report.Environment)}: <span class="{report.Outcome}">{report.Outcome}</span></h1>
            <p>Drill {Text(report.DrillId)} began at {report.StartedAt:u}. {Text(report.Environment)} was restored in {Text(report.Region)}, as if {Text(report.PrimaryRegion)} were gone, from {Text(DrillText.PointOf(report))}{(report.Image is { } image ? $", with the image {Text(image)}" : "")}. It took {DrillTimeline.Time(report.Seconds)} and cost about {report.CostUsd.ToString(CultureInfo.InvariantCulture)} US dollars by list prices.{(report.Kept ? $" It was kept at <a href=\"{Text(report.Url?.ToString() ?? "")}\">{Text(report.Url?.ToString() ?? "")}</a>." : "")}</p>
            <div class="figures">

            """);
        foreach (var (name, value, target) in DrillText.Figures(report)) body.Append($"<div>{Text(name)}<strong>{Text(value)}</strong>{Text(target)}</div>\n");
        body.Append($"""
            </div>
            <p>{Text(DrillText.Tier)} {Text(DrillText.LostByDesign)}</p>
            <h2>Steps</h2>
            <p>The critical path: {Text(string.Join(" → ", critical))}.</p>
            {DrillTimeline.Svg(report, critical)}<table><thead><tr><th scope="col"></th><th scope="col">Step</th><th scope="col">From</th><th scope="col">Time</th><th scope="col">What it did</th></tr></thead><tbody>

            """);
        foreach (var step in report.Steps)
            body.Append($"<tr><td class=\"mark {step.Outcome}\">{step.Outcome}</td><th scope=\"row\">{Text(step.Name)}</th><td>{DrillTimeline.Time((step.StartedAt - report.StartedAt).TotalSeconds)}</td><td>{DrillTimeline.Time(step.Seconds)}</td><td>{Text(step.Says)}</td></tr>\n");
        body.Append($"</tbody></table>\n<h2>Checks</h2>\n{ReportPage.Checks(report.Checks)}<h2>Left behind</h2>\n");
        body.Append(report.Leftovers.Count == 0 ? "<p>Nothing: the services of the region were asked.</p>\n" : $"<ul>{string.Concat(report.Leftovers.Select(left => $"<li>{Text(left)}</li>"))}</ul>\n");
        if (screenshots.Count > 0) body.Append("<h2>Notejam during the drill</h2>\n");
        foreach (var picture in screenshots) body.Append($"<figure><img alt=\"{Text(picture.Title)}\" src=\"data:image/png;base64,{Text(picture.PngBase64)}\"><figcaption>{Text(picture.Title)}</figcaption></figure>\n");
        AppendHistory(body, report, history);
        return ReportPage.Html($"Drill {report.DrillId} of {report.Environment}: {report.Outcome}", Style, body.ToString());
    }

    private static void AppendHistory(StringBuilder body, DrillReport report, IReadOnlyList<DrillReport> history)
    {
        var earlier = history.Where(drill => drill.DrillId != report.DrillId).ToList();
        if (earlier.Count == 0) return;
        body.Append("<h2>Earlier drills</h2>\n<table><thead><tr><th scope=\"col\"></th><th scope=\"col\">Drill</th><th scope=\"col\">Began</th><th scope=\"col\">Data lost</th><th scope=\"col\">Serving after</th><th scope=\"col\">Cost, US dollars</th></tr></thead><tbody>\n");
        foreach (var drill in earlier)
            body.Append($"<tr><td class=\"mark {drill.Outcome}\">{drill.Outcome}</td><th scope=\"row\">{Text(drill.DrillId)}</th><td>{drill.StartedAt:u}</td><td>{DrillText.Time(drill.RpoSeconds)}</td><td>{DrillText.Time(drill.RtoSeconds.Serving)}</td><td>{drill.CostUsd.ToString(CultureInfo.InvariantCulture)}</td></tr>\n");
        body.Append("</tbody></table>\n");
    }

    private static string Text(string text) => ReportPage.Text(text);
}
