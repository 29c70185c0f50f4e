namespace Notejam.Sandbox.Sts.WebIdentity;

/// <summary>The sandbox's own API for tokens.</summary>
public static class TokenRoutes
{
    /// <summary>Adds <c>POST /_sandbox/oidc/token</c>, which answers as GitHub's token endpoint does: <c>{"value": "…"}</c>.</summary>
    public static void MapTokens(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/_sandbox/oidc/token", (TokenWish wish, TokenIssuer issuer) => string.IsNullOrEmpty(wish.Subject)
            ? Results.Json(new { error = "subject must be given, for example repo:example/notejam:ref:refs/heads/main." }, statusCode: StatusCodes.Status400BadRequest)
            : Results.Json(new { value = issuer.Mint(wish) }));
}
