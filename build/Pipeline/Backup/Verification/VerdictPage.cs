using Notejam.Pipeline.Records;
using Notejam.Pipeline.Reporting;

namespace Notejam.Pipeline.Backup.Verification;

/// <summary>A verdict as one self-contained page.</summary>
public static class VerdictPage
{
    /// <summary>The page.</summary>
    public static string Html(BackupVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return ReportPage.Html($"Backups of {verdict.Environment}: {verdict.Outcome}", "", $"""
            <h1>Backups of {ReportPage.Text(verdict.Environment)}: <span class="{verdict.Outcome}">{verdict.Outcome}</span></h1>
            <p>Seen at {verdict.At:u}. Recovery point objective: {FreshnessChecks.Text(verdict.RpoTarget)}. {ReportPage.Text(VerdictText.Points(verdict))}.</p>
            {ReportPage.Checks(verdict.Checks)}
            """);
    }
}
