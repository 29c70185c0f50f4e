using Npgsql;
using StackExchange.Redis;

namespace Notejam.Hosting;

/// <summary>The page for a failed request. Plain: what failed may be what the other pages need.</summary>
public static class FailurePage
{
    private const string Html = """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Something went wrong</title><link rel="stylesheet" href="/notejam.css"></head>
        <body><div class="container"><h1 class="logo"><a href="/"><b>note</b>jam:</a> <span>Something went wrong</span></h1>
        <p>Sorry, Notejam could not do that. Please try again in a moment.</p></div></body>
        </html>
        """;

    /// <summary>503 when a database is away (try again), 500 otherwise.</summary>
    public static int StatusOf(Exception exception) =>
        exception is RedisException or RedisTimeoutException || exception.GetBaseException() is NpgsqlException { IsTransient: true } or System.Net.Sockets.SocketException
            ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status500InternalServerError;

    /// <summary>Writes the page.</summary>
    public static Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(Html);
    }
}
