using Npgsql;
using StackExchange.Redis;

namespace Notejam.Hosting;

/// <summary>The page for a failed request. Plain: what failed may be what the other pages need.</summary>
public static class FailurePage
{
    private const string Failed = "Something went wrong";

    private const string FailedAdvice = "Sorry, Notejam could not do that. Please try again in a moment.";

    /// <summary>503 when a database is away (try again), 500 otherwise.</summary>
    public static int StatusOf(Exception exception) =>
        exception is RedisException or RedisTimeoutException || exception.GetBaseException() is NpgsqlException { IsTransient: true } or System.Net.Sockets.SocketException
            ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status500InternalServerError;

    /// <summary>Writes the page for a failed request.</summary>
    public static Task WriteAsync(HttpContext context) => WriteAsync(context, Failed, FailedAdvice);

    /// <summary>Writes such a page with other words.</summary>
    public static Task WriteAsync(HttpContext context, string title, string advice)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync($"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title><link rel="stylesheet" href="/notejam.css"></head>
            <body><div class="container"><h1 class="logo"><a href="/"><b>note</b>jam:</a> <span>{title}</span></h1>
            <main><p>{advice}</p></main></div></body>
            </html>
            """);
    }
}
