using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Notejam.Pipeline.Tests.Recovery;

/// <summary>As much of Notejam as a drill visits: sign in, one list, notes.</summary>
internal sealed class FakeNotejam : IDisposable
{
    private const string Form = """<form><input name="__RequestVerificationToken" type="hidden" value="token"></form>""";
    private readonly WebApplication _server;
    private readonly List<(string Name, string Text)> _notes = [];

    public FakeNotejam()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(AnswerAsync);
        _server.StartAsync().GetAwaiter().GetResult();
    }

    public Uri Url => new(_server.Urls.Single());

    /// <summary>The password that lets in.</summary>
    public string Password { get; set; } = "";

    /// <summary>Whether notes are kept that are written.</summary>
    public bool KeepsNotes { get; set; } = true;

    /// <summary>Whether it says that it is ready.</summary>
    public bool IsReady { get; set; } = true;

    /// <summary>What /version answers; null: it is not found.</summary>
    public Func<string?>? Version { get; set; }

    /// <summary>What the first note, the canary's, says.</summary>
    public string Canary { get; set; } = "";

    public void Dispose() => _server.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path == "/healthz/ready" && !IsReady)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync("the database does not answer");
            return;
        }

        if (path == "/version")
        {
            var version = Version?.Invoke();
            if (version is null) context.Response.StatusCode = StatusCodes.Status404NotFound;
            else await context.Response.WriteAsync(version);
            return;
        }

        if (context.Request.Method == "POST") await AcceptAsync(context, path);
        else await context.Response.WriteAsync(path switch
        {
            "/healthz/ready" => "ready",
            "/signin/" or "/notes/create/" => Form,
            "/" => List(),
            "/notes/1/" => Canary,
            _ when int.TryParse(path.Split('/')[2], CultureInfo.InvariantCulture, out var id) => WebUtility.HtmlEncode(_notes[id - 2].Text),
            _ => "",
        });
    }

    private async Task AcceptAsync(HttpContext context, string path)
    {
        var form = await context.Request.ReadFormAsync();
        if (path == "/signin/" && form["password"] != Password) return;
        lock (_notes)
            if (path == "/notes/create/" && KeepsNotes) _notes.Add((form["name"]!, form["text"]!));
        context.Response.Redirect("/");
    }

    private string List()
    {
        lock (_notes) return string.Concat(_notes.Select((note, index) => $"<a href=\"/notes/{index + 2}/\">{note.Name}</a>"));
    }
}
