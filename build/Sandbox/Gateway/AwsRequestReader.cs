using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;

namespace Notejam.Sandbox.Gateway;

/// <summary>Takes an HTTP request of any AWS client apart: region and service from the signature's scope, the operation from the protocol.</summary>
public static class AwsRequestReader
{
    private const string DefaultRegion = "us-east-1";

    // The path of Smithy's RPC protocols: /service/{service}/operation/{operation}.
    private const string RpcOperation = "/operation/";

    private static readonly HashSet<string> ConnectionHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Connection", "Content-Length", "Transfer-Encoding", "Expect", "Keep-Alive", "Upgrade", "TE", "Trailer", "Accept-Encoding",
    };

    /// <summary>Reads a request.</summary>
    /// <exception cref="AwsException">The body is not what its content type says.</exception>
    public static async Task<AwsRequest> ReadAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(http);
        using var buffer = new MemoryStream();
        await http.Body.CopyToAsync(buffer, cancellationToken);
        var body = buffer.ToArray();
        var scope = CredentialScope.Read(http);
        var request = new AwsRequest
        {
            AccessKey = scope?.AccessKey ?? "",
            Region = scope?.Region ?? DefaultRegion,
            Service = scope?.Service ?? "",
            Operation = OperationOf(http),
            Protocol = AwsProtocol.Rest,
            Method = http.Method,
            Headers = http.Headers.Where(header => !ConnectionHeaders.Contains(header.Key))
                .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Body = body,
            PathAndQuery = TargetOf(http),
            InvocationId = http.Headers["amz-sdk-invocation-id"].FirstOrDefault(),
        };

        var target = http.Headers["X-Amz-Target"].ToString();
        if (target.Length > 0)
            return request with { Protocol = AwsProtocol.Json, Operation = target[(target.LastIndexOf('.') + 1)..], Json = Parse(body) };
        if (http.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true)
        {
            var values = Form(body);
            if (values.TryGetValue("Action", out var action))
                return request with { Protocol = AwsProtocol.Query, Operation = action, Query = new QueryParameters(values) };
        }

        return request with { Json = http.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true ? Parse(body) : [] };
    }

    // As the client wrote it: decoding and encoding again would change the keys of objects and the names of log groups.
    private static string TargetOf(HttpRequest http) =>
        http.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget is ['/', ..] target ? target : http.GetEncodedPathAndQuery();

    private static string OperationOf(HttpRequest http)
    {
        var path = http.Path.Value ?? "/";
        var rpc = path.IndexOf(RpcOperation, StringComparison.Ordinal);
        return rpc >= 0 ? path[(rpc + RpcOperation.Length)..] : $"{http.Method} {path}";
    }

    private static Dictionary<string, string> Form(byte[] body)
    {
        var form = HttpUtility.ParseQueryString(Encoding.UTF8.GetString(body));
        return form.AllKeys.Where(key => key is not null).ToDictionary(key => key!, key => form[key] ?? "");
    }

    private static JsonObject Parse(byte[] body)
    {
        try
        {
            return body.Length == 0 ? [] : JsonNode.Parse(body) as JsonObject ?? [];
        }
        catch (JsonException error)
        {
            throw new AwsException("SerializationException", $"The request body is not JSON: {error.Message}");
        }
    }
}
