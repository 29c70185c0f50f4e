using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Notejam.Health;

/// <summary>Liveness (the process is up) and readiness (it can serve people).</summary>
public static class HealthServices
{
    // Below the load balancer's own timeout of 5 s, so that its probe gets an answer that names the cause.
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(4);

    /// <summary>Registers the checks.</summary>
    public static IServiceCollection AddNotejamHealth(this IServiceCollection services)
    {
        services.AddSingleton<HealthReportWriter>();
        services.AddHealthChecks()
            .AddCheck<DatabaseHealthCheck>("database", timeout: CheckTimeout)
            .AddCheck<CacheHealthCheck>("cache", timeout: CheckTimeout);
        return services;
    }

    /// <summary>Maps /health/live and /health/ready.</summary>
    public static void MapNotejamHealth(this WebApplication app)
    {
        var writer = app.Services.GetRequiredService<HealthReportWriter>();
        app.MapHealthChecks("/health/live", new HealthCheckOptions
        {
            Predicate = _ => false,
            ResponseWriter = writer.WriteAsync,
        });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions
        {
            ResponseWriter = writer.WriteReadinessAsync,
        });
    }
}
