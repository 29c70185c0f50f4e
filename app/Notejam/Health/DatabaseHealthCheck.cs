using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Notejam.Configuration;
using Notejam.Data;

namespace Notejam.Health;

/// <summary>Healthy when the database answers and has every migration that this version knows.</summary>
public sealed class DatabaseHealthCheck(NotejamDbContext database, DatabaseOptions options) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var connected = false;
        try
        {
            await database.Database.OpenConnectionAsync(cancellationToken);
            connected = true;
            // Migrations that this version does not know do not count: during a rollout the old one still serves.
            var pending = (await database.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
            return pending.Count == 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"not migrated: {string.Join(", ", pending)} pending; run 'dotnet Notejam.dll migrate'");
        }
        catch (Exception exception) when (DatabaseFailure.Explain(exception, options, connected) is { } cause)
        {
            return HealthCheckResult.Unhealthy(cause);
        }
    }
}
