using Microsoft.Extensions.Diagnostics.HealthChecks;
using Notejam.Hosting;

namespace Notejam.Health;

/// <summary>Writes a report as JSON, and logs when readiness changes (not at every probe).</summary>
public sealed class HealthReportWriter(ILogger<HealthReportWriter> logger)
{
    private string lastLogged = "";

    /// <summary>Answers liveness.</summary>
    public Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString(),
        version = AppVersion.Text,
        checks = report.Entries.ToDictionary(entry => entry.Key, entry => new
        {
            status = entry.Value.Status.ToString(),
            cause = entry.Value.Description,
        }),
    });

    /// <summary>Answers readiness.</summary>
    public Task WriteReadinessAsync(HttpContext context, HealthReport report)
    {
        LogChange(report);
        return WriteAsync(context, report);
    }

    private void LogChange(HealthReport report)
    {
        var causes = report.Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy)
            .Select(entry => $"{entry.Key}: {entry.Value.Description}");
        var state = report.Status == HealthStatus.Healthy ? "Ready" : $"Not ready: {string.Join("; ", causes)}";
        if (Interlocked.Exchange(ref lastLogged, state) == state) return;
        if (report.Status == HealthStatus.Healthy) logger.LogInformation("Ready");
        else logger.LogWarning("{State}", state);
    }
}
