using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Emulator;

/// <summary>moto, spoken to over HTTP.</summary>
public sealed class MotoEmulator(SandboxOptions options) : IEmulator, IDisposable
{
    private const string AmzJson = "application/x-amz-json-1.1";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{options.MotoPort}"),
        Timeout = TimeSpan.FromMinutes(5),
    };

    /// <inheritdoc />
    public async Task<AwsResponse> AnswerAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), request.PathAndQuery) { Content = new ByteArrayContent(request.Body) };
        // Addresses in answers (a queue's URL) lead through the gateway.
        message.Headers.Host = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{options.Port}");
        foreach (var (name, value) in request.Headers)
            if (!message.Headers.TryAddWithoutValidation(name, value))
                message.Content.Headers.TryAddWithoutValidation(name, value);
        if (!request.Headers.ContainsKey("Authorization")) Sign(message, request.Region, request.Service.Length > 0 ? request.Service : "sts");

        var response = await SendAsync(message, cancellationToken);
        return MotoFailure.IsHtml(response) ? MotoFailure.Explain(request) : response;
    }

    /// <inheritdoc />
    public async Task<JsonObject> CallAsync(string region, string service, string target, JsonObject input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var message = new HttpRequestMessage(HttpMethod.Post, "/")
        {
            Content = new StringContent(input.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue(AmzJson)),
        };
        message.Headers.Add("X-Amz-Target", target);
        Sign(message, region, service);
        var response = await SendAsync(message, cancellationToken);
        if (MotoFailure.IsHtml(response)) throw AwsException.NotServed($"{service}:{target} is not implemented");
        var body = response.Body.Length == 0 ? [] : JsonNode.Parse(response.Body) as JsonObject ?? [];
        if (response.Status < StatusCodes.Status400BadRequest) return body;

        var code = body["__type"]?.GetValue<string>() ?? "InternalFailure";
        var text = (body["message"] ?? body["Message"])?.GetValue<string>() ?? code;
        throw new AwsException(code[(code.LastIndexOf('#') + 1)..], text, response.Status);
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    // moto reads service and region from the scope and checks no signature.
    private static void Sign(HttpRequestMessage message, string region, string service) => message.Headers.TryAddWithoutValidation(
        "Authorization", $"AWS4-HMAC-SHA256 Credential=AKIASANDBOX/20000101/{region}/{service}/aws4_request, SignedHeaders=host, Signature=0");

    private async Task<AwsResponse> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.SendAsync(message, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            var headers = response.Headers.Where(header => header.Key is not ("Connection" or "Transfer-Encoding" or "Server" or "Date"))
                .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
            var contentType = response.Content.Headers.ContentType?.ToString() ?? "";
            if (contentType.Contains("xml", StringComparison.OrdinalIgnoreCase)) XmlBody.MakeReadable(body);
            return new AwsResponse((int)response.StatusCode, contentType, body) { Headers = headers };
        }
        catch (HttpRequestException error)
        {
            throw new AwsException(
                "ServiceUnavailable",
                $"sandbox: the emulator (moto) at port {options.MotoPort} does not answer: {error.Message}. What it knew is gone with it; the next `./build.sh Sandbox` starts the sandbox anew.",
                StatusCodes.Status503ServiceUnavailable);
        }
    }
}
