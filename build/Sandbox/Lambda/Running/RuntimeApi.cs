using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Lambda.Running;

/// <summary>Lambda's runtime API (version 2018-06-01), on loopback and a port of its own, for one function process.</summary>
internal sealed class RuntimeApi : IAsyncDisposable
{
    /// <summary>Bytes that an answer may have.</summary>
    public const int AnswerLimit = 6 * 1024 * 1024;

    private const string Root = "/2018-06-01/runtime";
    private readonly WebApplication _app;

    private RuntimeApi(WebApplication app) => _app = app;

    /// <summary>What AWS_LAMBDA_RUNTIME_API says: host and port.</summary>
    public string Address => new Uri(_app.Urls.First()).Authority;

    /// <summary>Starts to serve.</summary>
    public static async Task<RuntimeApi> StartAsync(RuntimeSession session, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.AddServerHeader = false;
            // A larger answer is told apart from a broken one.
            kestrel.Limits.MaxRequestBodySize = AnswerLimit + (1024 * 1024);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.MapGet(Root + "/invocation/next", context => NextAsync(context, session));
        app.MapPost(Root + "/invocation/{id}/response", (HttpContext context, string id) => ReplyAsync(context, session, id, isError: false));
        app.MapPost(Root + "/invocation/{id}/error", (HttpContext context, string id) => ReplyAsync(context, session, id, isError: true));
        app.MapPost(Root + "/init/error", async context =>
        {
            session.FailInit(await ReadAsync(context));
            await AcceptAsync(context);
        });
        await app.StartAsync(cancellationToken);
        return new RuntimeApi(app);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task NextAsync(HttpContext context, RuntimeSession session)
    {
        var (invocation, deadline) = await session.NextAsync(context.RequestAborted);
        var headers = context.Response.Headers;
        headers["Lambda-Runtime-Aws-Request-Id"] = invocation.RequestId;
        headers["Lambda-Runtime-Deadline-Ms"] = deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        headers["Lambda-Runtime-Invoked-Function-Arn"] = invocation.FunctionArn;
        headers["Lambda-Runtime-Trace-Id"] =
            $"Root=1-{deadline.ToUnixTimeSeconds():x8}-{RandomNumberGenerator.GetHexString(24, lowercase: true)};Parent={RandomNumberGenerator.GetHexString(16, lowercase: true)};Sampled=0";
        if (invocation.ClientContext is { } client) headers["Lambda-Runtime-Client-Context"] = client;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(invocation.Payload, context.RequestAborted);
    }

    private static async Task ReplyAsync(HttpContext context, RuntimeSession session, string id, bool isError)
    {
        var body = await ReadAsync(context);
        var isTooLarge = body.Length > AnswerLimit;
        var reply = isTooLarge
            ? RuntimeReply.Failure(id, "Function.ResponseSizeTooLarge", $"Response payload size ({body.Length} bytes) exceeded maximum allowed payload size ({AnswerLimit} bytes).")
            : new RuntimeReply(body, isError);
        if (!session.Reply(id, reply)) await RefuseAsync(context, StatusCodes.Status400BadRequest, "InvalidRequestID", "Invalid request ID");
        else if (isTooLarge) await RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, "RequestEntityTooLarge", $"Exceeded maximum allowed payload size ({AnswerLimit} bytes).");
        else await AcceptAsync(context);
    }

    private static async Task<byte[]> ReadAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        return buffer.ToArray();
    }

    private static Task AcceptAsync(HttpContext context) => WriteAsync(context, StatusCodes.Status202Accepted, new JsonObject { ["status"] = "OK" });

    private static Task RefuseAsync(HttpContext context, int status, string type, string message) =>
        WriteAsync(context, status, new JsonObject { ["errorMessage"] = message, ["errorType"] = type });

    private static Task WriteAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
