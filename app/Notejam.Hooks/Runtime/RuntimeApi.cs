using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notejam.Hooks.Runtime;

/// <summary>Lambda's side of a custom runtime, version 2018-06-01: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html.</summary>
/// <param name="address">Host and port, as AWS_LAMBDA_RUNTIME_API gives them.</param>
internal sealed class RuntimeApi(HttpClient http, string address)
{
    private const string TraceId = "_X_AMZN_TRACE_ID";
    private readonly string _root = $"http://{address}/2018-06-01/runtime/";

    /// <summary>A client that waits for the next call as long as it takes: between calls Lambda freezes the process.</summary>
    public static HttpClient CreateClient() => new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Waits for the next call.</summary>
    /// <exception cref="RefusedEventException">It is there, and its event is no JSON object.</exception>
    public async Task<Invocation> NextAsync(CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(new Uri(_root + "invocation/next"), cancellationToken);
        await EnsureAcceptedAsync(response, cancellationToken);
        var id = Header(response, "Lambda-Runtime-Aws-Request-Id") ?? throw new InvalidOperationException("The runtime API gives a call without Lambda-Runtime-Aws-Request-Id.");
        var deadline = long.Parse(Header(response, "Lambda-Runtime-Deadline-Ms") ?? throw new InvalidOperationException("The runtime API gives a call without Lambda-Runtime-Deadline-Ms."), CultureInfo.InvariantCulture);
        // Where X-Ray's clients look for it.
        Environment.SetEnvironmentVariable(TraceId, Header(response, "Lambda-Runtime-Trace-Id"));
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return Parse(text) is { } content ? new Invocation(id, content, DateTimeOffset.FromUnixTimeMilliseconds(deadline)) : throw new RefusedEventException(id);
    }

    /// <summary>Gives a call's answer.</summary>
    public Task RespondAsync(string requestId, JsonNode? answer, CancellationToken cancellationToken) =>
        PostAsync($"invocation/{Uri.EscapeDataString(requestId)}/response", answer?.ToJsonString() ?? "null", errorType: null, cancellationToken);

    /// <summary>Tells that a call failed.</summary>
    public Task FailAsync(string requestId, Exception cause, CancellationToken cancellationToken) =>
        PostAsync($"invocation/{Uri.EscapeDataString(requestId)}/error", Describe(cause), "Function." + cause.GetType().Name, cancellationToken);

    /// <summary>Tells that the function cannot start.</summary>
    public Task FailToStartAsync(Exception cause, CancellationToken cancellationToken) =>
        PostAsync("init/error", Describe(cause), "Runtime." + cause.GetType().Name, cancellationToken);

    private async Task PostAsync(string path, string body, string? errorType, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_root + path)) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(errorType is null ? "application/json" : "application/vnd.aws.lambda.error+json");
        if (errorType is not null) request.Headers.Add("Lambda-Runtime-Function-Error-Type", errorType);
        using var response = await http.SendAsync(request, cancellationToken);
        await EnsureAcceptedAsync(response, cancellationToken);
    }

    // An internal error of the API is final: Lambda wants the runtime to end, and starts another.
    private static async Task EnsureAcceptedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted) return;
        throw new InvalidOperationException($"The runtime API answers {(int)response.StatusCode} to {response.RequestMessage?.RequestUri?.AbsolutePath}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Describe(Exception cause) => new JsonObject
    {
        ["errorMessage"] = cause.Message,
        ["errorType"] = cause.GetType().Name,
        ["stackTrace"] = new JsonArray([.. (cause.StackTrace ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => JsonValue.Create(line))]),
    }.ToJsonString();
}
