using System.Net;
using System.Text;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Backup.Verification;

/// <summary>A verdict as one self-contained page.</summary>
public static class VerdictPage
{
    private const string Style = """
        :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
        body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
        table { border-collapse: collapse; width: 100% }
        th, td { text-align: left; vertical-align: top; padding: .5rem .75rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent) }
        .mark { font-weight: 600; white-space: nowrap }
        .OK { color: light-dark(#1a7f37, #4ac26b) } .WARN { color: light-dark(#8a5a00, #d4a72c) } .NG { color: light-dark(#b3261e, #ff8b82) }
        .remedy { opacity: .8 }
        """;

    /// <summary>The page.</summary>
    public static string Html(BackupVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        var rows = new StringBuilder();
        foreach (var check in verdict.Checks)
            rows.Append($"<tr><td class=\"mark {check.Outcome}\">{check.Outcome}</td><th scope=\"row\">{Text(check.Name)}</th><td>{Text(check.Evidence)}{(check.Remedy is { } remedy ? $"<div class=\"remedy\">→ {Text(remedy)}</div>" : "")}</td></tr>\n");
        var title = $"Backups of {Text(verdict.Environment)}: {verdict.Outcome}";
        return $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title><style>
            {Style}
            </style></head><body>
            <h1>Backups of {Text(verdict.Environment)}: <span class="{verdict.Outcome}">{verdict.Outcome}</span></h1>
            <p>Seen at {verdict.At:u}. Recovery point objective: {FreshnessChecks.Text(verdict.RpoTarget)}. {Text(VerdictText.Points(verdict))}.</p>
            <table><thead><tr><th scope="col"></th><th scope="col">Check</th><th scope="col">Evidence</th></tr></thead><tbody>
            {rows}</tbody></table>
            </body></html>

            """;
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
