namespace Notejam.Sandbox.Gateway.Models;

/// <summary>The sandbox's own API for what differs from AWS's models.</summary>
public static class AnswerRoutes
{
    /// <summary>Adds <c>GET /_sandbox/answers</c>: the differences found since the gateway started.</summary>
    public static void MapAnswers(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/_sandbox/answers", (AnswerJournal journal) => Results.Json(journal.All));
}
