using Notejam.Health;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Notejam.Hosting;

/// <summary>Traces and metrics by OTLP, where somebody takes them: the usual OTEL_* variables configure the rest.</summary>
public static class Telemetry
{
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // Npgsql's spans hold statements with placeholders, never values.
    private const string Database = "Npgsql";

    private static readonly string[] Meters =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Authentication", Database];

    /// <summary>Registers the exporters when OTEL_EXPORTER_OTLP_ENDPOINT is set; otherwise nothing is collected.</summary>
    public static IServiceCollection AddNotejamTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration[EndpointVariable])) return services;
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("notejam", serviceVersion: AppVersion.Text))
            .WithTracing(traces => traces
                .AddAspNetCoreInstrumentation(web => web.Filter = context => !HealthServices.IsProbe(context.Request.Path))
                .AddSource(Database)
                .AddOtlpExporter())
            .WithMetrics(metrics => metrics.AddMeter(Meters).AddRuntimeInstrumentation().AddOtlpExporter());
        return services;
    }
}
