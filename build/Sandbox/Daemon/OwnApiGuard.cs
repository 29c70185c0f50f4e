using System.Globalization;

namespace Notejam.Sandbox.Daemon;

/// <summary>
/// Keeps web pages away from the sandbox's own API: a browser lets any page send a simple request to this machine, and a
/// name of the page's own may be made to lead here. The AWS API needs none of this: its calls carry a signature's header.
/// </summary>
public static class OwnApiGuard
{
    /// <summary>The header that tells a caller who means it: a page of another origin cannot send it.</summary>
    public const string Header = "X-Notejam-Sandbox";

    private static readonly string[] Names = ["127.0.0.1", "localhost"];

    /// <summary>Refuses, with 403 and the reason, calls of <c>/_sandbox</c> that a page of another origin may have sent.</summary>
    public static void UseOwnApiGuard(this IApplicationBuilder app, int port) => app.Use(async (context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/_sandbox", StringComparison.Ordinal) && Objection(context.Request, port) is { } objection)
            await Results.Json(new { error = objection }, statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
        else
            await next(context);
    });

    /// <summary>Why a call is refused; null when it is not.</summary>
    internal static string? Objection(HttpRequest request, int port)
    {
        if (!Names.Contains(request.Host.Host)) return $"The sandbox answers at {string.Join(" and ", Names)} only.";
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return null;
        var origins = Names.Select(name => string.Create(CultureInfo.InvariantCulture, $"http://{name}:{port}"));
        if (request.Headers.Origin.Any(origin => !origins.Contains(origin))) return "A page of another origin may not change the sandbox.";
        return request.HasJsonContentType() || request.Headers.ContainsKey(Header) ? null : $"A call that changes something needs a JSON body or the header '{Header}: 1'.";
    }
}
