using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Notejam.Health;

/// <summary>Unhealthy from SIGTERM on.</summary>
public sealed class DrainHealthCheck(Draining draining) : IHealthCheck
{
    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(draining.HasBegun ? HealthCheckResult.Unhealthy("the task is stopping") : HealthCheckResult.Healthy());
}
