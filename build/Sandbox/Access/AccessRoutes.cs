namespace Notejam.Sandbox.Access;

/// <summary>The sandbox's own API for decisions.</summary>
public static class AccessRoutes
{
    /// <summary>Adds <c>GET /_sandbox/access</c>: all decisions, or those of a principal, of an outcome, since a moment.</summary>
    public static void MapAccess(this IEndpointRouteBuilder routes) => routes.MapGet("/_sandbox/access", (AccessJournal journal, string? principal, bool? allowed, DateTimeOffset? since) =>
        Results.Json(new
        {
            decisions = journal.Read(since).Where(record => (principal is null || record.Principal.Contains(principal, StringComparison.Ordinal)) && (allowed is null || record.Allowed == allowed)),
        }));
}
