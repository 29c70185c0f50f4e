using Notejam.Sandbox.Daemon.Launch;

namespace Notejam.Sandbox.Daemon.Page;

/// <summary>What a person looks at, and what a script asks.</summary>
public static class PageRoutes
{
    private const string Page = "Notejam.Sandbox.Daemon.Page.index.html";

    /// <summary>Adds <c>/_sandbox/</c> (the page), <c>/_sandbox/status</c> and <c>/_sandbox/stop</c>.</summary>
    public static void MapPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/_sandbox", () => Results.Stream(Open(), "text/html; charset=utf-8"));
        routes.MapGet("/_sandbox/status", (StatusDocument status) => Results.Text(status.Create().ToJsonString(), "application/json"));
        routes.MapPost("/_sandbox/stop", (StopRequest stop, SandboxOptions options, TimeProvider time, bool evenIfUsed = false) =>
        {
            var wanted = new LaunchRequest($"http://127.0.0.1:{options.Port}", GatewayProcess.Version, options.TimeScale, evenIfUsed);
            if (LaunchDecision.ObjectionToStop(wanted, new SandboxLeases(options.StateDirectory, time).Others()) is { } objection)
                return Results.Json(new { error = objection }, statusCode: StatusCodes.Status409Conflict);
            stop.StopEverything();
            return Results.Json(new { stopping = true }, statusCode: StatusCodes.Status202Accepted);
        });
    }

    private static Stream Open() => typeof(PageRoutes).Assembly.GetManifestResourceStream(Page)!;
}
