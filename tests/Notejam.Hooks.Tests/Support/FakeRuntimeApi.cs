using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Notejam.Hooks.Tests.Support;

/// <summary>What a function told the runtime API.</summary>
/// <param name="Path">Below <c>/2018-06-01/runtime/</c>.</param>
internal sealed record RuntimeAnswer(string Path, string Body, string? ErrorType)
{
    public JsonNode? Json => JsonNode.Parse(Body);
}

/// <summary>Lambda's side of the runtime API: gives calls, one after another, and keeps what the function answers.</summary>
internal sealed class FakeRuntimeApi : IAsyncDisposable
{
    private const string Root = "/2018-06-01/runtime/";
    private readonly WebApplication _server;
    private readonly Channel<(string Id, string Event, DateTimeOffset Deadline)> _calls = Channel.CreateUnbounded<(string, string, DateTimeOffset)>();
    private readonly Channel<RuntimeAnswer> _answers = Channel.CreateUnbounded<RuntimeAnswer>();

    public FakeRuntimeApi()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapGet(Root + "invocation/next", (RequestDelegate)NextAsync);
        _server.MapPost(Root + "{**path}", (HttpContext context, string path) => AnswerAsync(context, path));
        _server.StartAsync().GetAwaiter().GetResult();
    }

    /// <summary>What AWS_LAMBDA_RUNTIME_API holds.</summary>
    public string Address => new Uri(_server.Urls.Single()).Authority;

    /// <summary>The status of every answer to the function.</summary>
    public int Status { get; set; } = StatusCodes.Status202Accepted;

    /// <summary>Calls the function.</summary>
    public async Task CallAsync(string id, string content, DateTimeOffset deadline) => await _calls.Writer.WriteAsync((id, content, deadline));

    /// <summary>The next thing that the function tells.</summary>
    public async Task<RuntimeAnswer> AnswerAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        return await _answers.Reader.ReadAsync(limit.Token);
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task NextAsync(HttpContext context)
    {
        var (id, content, deadline) = await _calls.Reader.ReadAsync(context.RequestAborted);
        context.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = id;
        context.Response.Headers["Lambda-Runtime-Deadline-Ms"] = deadline.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.Response.Headers["Lambda-Runtime-Trace-Id"] = $"Root=1-{id}";
        await context.Response.WriteAsync(content);
    }

    private async Task AnswerAsync(HttpContext context, string path)
    {
        using var reader = new StreamReader(context.Request.Body);
        var type = context.Request.Headers["Lambda-Runtime-Function-Error-Type"];
        await _answers.Writer.WriteAsync(new RuntimeAnswer(path, await reader.ReadToEndAsync(), type.Count > 0 ? type[0] : null));
        context.Response.StatusCode = Status;
    }
}
