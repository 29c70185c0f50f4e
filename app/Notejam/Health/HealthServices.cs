using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Notejam.Configuration;

namespace Notejam.Health;

/// <summary>Liveness (the process is up) and readiness (it can serve people).</summary>
public static class HealthServices
{
    // Below the load balancer's own timeout of 5 s, so that its probe gets an answer that names the cause.
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(4);

    // /health: what the load balancers of earlier releases ask, which serve the same tasks until they are changed.
    private static readonly string[] Roots = ["/healthz", "/health"];

    /// <summary>Registers the checks.</summary>
    public static IServiceCollection AddNotejamHealth(this IServiceCollection services, DrainOptions drain)
    {
        services.AddSingleton(drain);
        services.AddSingleton<Draining>();
        services.AddHostedService(provider => provider.GetRequiredService<Draining>());
        services.AddSingleton<HealthReportWriter>();
        services.AddHealthChecks()
            .AddCheck<DrainHealthCheck>("drain")
            .AddCheck<DatabaseHealthCheck>("database", timeout: CheckTimeout)
            .AddCheck<CacheHealthCheck>("cache", timeout: CheckTimeout);
        return services;
    }

    /// <summary>Whether a path is one of the probes'.</summary>
    public static bool IsProbe(PathString path) => Roots.Any(root => path.StartsWithSegments(root, StringComparison.Ordinal));

    /// <summary>Maps live and ready under /healthz and /health.</summary>
    public static void MapNotejamHealth(this WebApplication app)
    {
        var writer = app.Services.GetRequiredService<HealthReportWriter>();
        foreach (var root in Roots)
        {
            app.MapHealthChecks($"{root}/live", new HealthCheckOptions
            {
                Predicate = _ => false,
                ResponseWriter = writer.WriteAsync,
            });
            app.MapHealthChecks($"{root}/ready", new HealthCheckOptions
            {
                ResponseWriter = writer.WriteReadinessAsync,
            });
        }
    }
}
