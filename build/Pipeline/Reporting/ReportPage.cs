using System.Net;
using System.Text;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Reporting;

/// <summary>What the self-contained pages of reports share: style, frame, encoding, the table of checks.</summary>
public static class ReportPage
{
    private const string Style = """
        :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
        body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
        table { border-collapse: collapse; width: 100% }
        th, td { text-align: left; vertical-align: top; padding: .5rem .75rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent) }
        .mark { font-weight: 600; white-space: nowrap }
        .OK, .Passed, .Done { color: light-dark(#1a7f37, #4ac26b) } .WARN, .Skipped { color: light-dark(#8a5a00, #d4a72c) } .NG, .Failed { color: light-dark(#b3261e, #ff8b82) }
        .remedy { opacity: .8 }
        """;

    /// <summary>A page.</summary>
    /// <param name="title">Its title, plain.</param>
    /// <param name="style">Further style.</param>
    /// <param name="body">Its body, HTML.</param>
    public static string Html(string title, string style, string body) => $"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{Text(title)}</title><style>
        {Style}
        {style}</style></head><body>
        {body}</body></html>

        """;

    /// <summary>Checks as a table.</summary>
    public static string Checks(IEnumerable<CheckResult> checks)
    {
        var rows = new StringBuilder();
        foreach (var check in checks ?? throw new ArgumentNullException(nameof(checks)))
            rows.Append($"<tr><td class=\"mark {check.Outcome}\">{check.Outcome}</td><th scope=\"row\">{Text(check.Name)}</th><td>{Text(check.Evidence)}{(check.Remedy is { } remedy ? $"<div class=\"remedy\">→ {Text(remedy)}</div>" : "")}</td></tr>\n");
        return $"""
            <table><thead><tr><th scope="col"></th><th scope="col">Check</th><th scope="col">Evidence</th></tr></thead><tbody>
            {rows}</tbody></table>

            """;
    }

    /// <summary>A text as HTML.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);
}
