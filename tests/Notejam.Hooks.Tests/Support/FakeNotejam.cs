using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Notejam.Hooks.Tests.Support;

/// <summary>A release that answers as Notejam does, but for one fault.</summary>
internal sealed class FakeNotejam : IAsyncDisposable
{
    private static readonly string[] Headers = ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy", "Permissions-Policy"];
    private readonly WebApplication _server;

    public FakeNotejam()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(AnswerAsync);
        _server.StartAsync().GetAwaiter().GetResult();
    }

    /// <summary>What is wrong with it; null for nothing.</summary>
    public string? Fault { get; set; }

    /// <summary>How often its readiness was asked for.</summary>
    public int Asked { get; private set; }

    /// <summary>Answers of readiness that are bad before it is well.</summary>
    public int StartsAfter { get; set; }

    public Uri Url => new(_server.Urls.Single());

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        foreach (var header in Headers) if (Fault != $"no {header}") context.Response.Headers[header] = "x";
        var (status, type, body) = (context.Request.Method, context.Request.Path.Value) switch
        {
            ("GET", "/health/ready") => Asked++ < StartsAfter || Fault == "not ready" ? (503, "application/json", """{"status":"Unhealthy"}""") : (200, "application/json", "{}"),
            ("GET", "/signin") when Fault == "no page" => (500, "text/html", ""),
            ("GET", "/signin") => (200, "text/html", Page()),
            ("POST", "/signin") => (Fault == "forgery accepted" ? 200 : 400, "text/html", ""),
            ("GET", "/notejam.css") => Fault == "no style" ? (404, "text/html", "") : (200, "text/css", "a{}"),
            _ => (Fault == "no 404" ? 200 : 404, "text/html", ""),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.WriteAsync(body);
    }

    private string Page() =>
        (Fault == "no link" ? "" : "<link rel=\"stylesheet\" href=\"/notejam.css?v=a&amp;b\">") + (Fault == "no token" ? "" : "<input name=\"__RequestVerificationToken\" type=\"hidden\">");
}
