using Notejam.Health;

namespace Notejam.Hosting;

/// <summary>A line for each request. Paths only: queries may hold what is secret, and forms hold notes and passwords.</summary>
public static class RequestLog
{
    /// <summary>The header by which an answer tells its id, which stands in all log lines of the request.</summary>
    public const string IdHeader = "X-Request-Id";

    /// <summary>Adds the log.</summary>
    public static void UseRequestLog(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Notejam.Requests");
        var time = app.Services.GetRequiredService<TimeProvider>();
        app.Use(async (context, next) =>
        {
            // Kept: when a status page is drawn, the path is changed.
            var (method, path, began) = (context.Request.Method, context.Request.Path.Value, time.GetTimestamp());
            context.Response.OnStarting(() =>
            {
                context.Response.Headers[IdHeader] = context.TraceIdentifier;
                return Task.CompletedTask;
            });
            await next(context);
            // Probes come every few seconds, and what is wrong with them is logged where it is found.
            if (HealthServices.IsProbe(context.Request.Path)) return;
            logger.LogInformation(
                "{Method} {Path} {Status} in {Milliseconds} ms", method, path, context.Response.StatusCode,
                Math.Round(time.GetElapsedTime(began).TotalMilliseconds, 1));
        });
    }
}
