namespace Notejam.Sandbox.Ecr.Scanning;

/// <summary>The sandbox's own API for advisories.</summary>
public static class AdvisoryRoutes
{
    /// <summary>Adds <c>/_sandbox/advisories</c>: POST one, GET all, DELETE the added ones or those of a name.</summary>
    public static void MapAdvisories(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/_sandbox/advisories", (Advisories advisories) => Results.Json(advisories.All));
        routes.MapPost("/_sandbox/advisories", (Advisory advisory, Advisories advisories) => Add(advisory, advisories));
        routes.MapDelete("/_sandbox/advisories", (Advisories advisories) => Results.Json(new { removed = advisories.Remove(null) }));
        routes.MapDelete("/_sandbox/advisories/{name}", (string name, Advisories advisories) => Results.Json(new { removed = advisories.Remove(name) }));
    }

    private static IResult Add(Advisory advisory, Advisories advisories)
    {
        if (!Severities.All.Contains(advisory.Severity))
            return Results.Json(new { error = $"severity must be one of {string.Join(", ", Severities.All)}." }, statusCode: StatusCodes.Status400BadRequest);
        advisories.Add(advisory);
        return Results.Json(advisory, statusCode: StatusCodes.Status201Created);
    }
}
