namespace Notejam.Sandbox.Route53.Names;

/// <summary>The sandbox's own API in place of DNS: this machine's resolver is left as it is.</summary>
public static class NameRoutes
{
    /// <summary>Adds <c>GET /_sandbox/names/{name}</c>.</summary>
    public static void MapNames(this IEndpointRouteBuilder routes) => routes.MapGet("/_sandbox/names/{name}", async (string name, NameServer server, CancellationToken cancellationToken) =>
        await server.ResolveAsync(name, cancellationToken) is { } answer
            ? Results.Json(answer)
            : Results.Json(new { error = $"There is no address record of {name} in a hosted zone of Route 53." }, statusCode: StatusCodes.Status404NotFound));
}
