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
    /// <exception cref="AwsException">The body is larger than the service takes.</exception>
    public static async Task<AwsRequest> ReadAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(http);
        var head = Head(http);
        var request = head with { Body = await BodyLimits.ReadAsync(http, head.Service, cancellationToken) };
        if (request.Protocol == AwsProtocol.Query)
        {
            // Presigned requests, and those made by hand, have their parameters in the query string.
            var values = IsForm(http) ? Form(request.Body) : InQueryString(http);
            return values.TryGetValue("Action", out var action)
                ? request with { Operation = action, Query = new QueryParameters(values) }
                : request with { Protocol = AwsProtocol.Rest };
        }

        return request.Protocol == AwsProtocol.Json || http.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true ? WithJson(request) : request;
    }

    /// <summary>What a request says before its body: enough to answer an error in its protocol.</summary>
    public static AwsRequest Head(HttpRequest http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var scope = CredentialScope.Read(http);
        var target = http.Headers["X-Amz-Target"].ToString();
        return new AwsRequest
        {
            AccessKey = scope?.AccessKey ?? "",
            Region = scope?.Region ?? DefaultRegion,
            Service = scope?.Service ?? "",
            Operation = target.Length > 0 ? target[(target.LastIndexOf('.') + 1)..] : OperationOf(http),
            Protocol = target.Length > 0 ? AwsProtocol.Json
                : IsForm(http) || (http.Path == "/" && http.Query.ContainsKey("Action")) ? AwsProtocol.Query
                : AwsProtocol.Rest,
            Method = http.Method,
            Headers = http.Headers.Where(header => !ConnectionHeaders.Contains(header.Key))
                .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Body = [],
            PathAndQuery = TargetOf(http),
            InvocationId = http.Headers["amz-sdk-invocation-id"].FirstOrDefault(),
        };
    }

    private static bool IsForm(HttpRequest http) =>
        http.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;

    private static Dictionary<string, string> InQueryString(HttpRequest http) =>
        http.Query.Where(parameter => !parameter.Key.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(parameter => parameter.Key, parameter => parameter.Value.ToString());

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

    private static AwsRequest WithJson(AwsRequest request)
    {
        if (request.Body.Length == 0) return request;
        try
        {
            return JsonNode.Parse(request.Body) switch
            {
                JsonObject json => request with { Json = json },
                JsonArray => request with { Unreadable = "Start of list found where not expected" },
                _ => request with { Unreadable = "Unexpected field type" },
            };
        }
        catch (JsonException error)
        {
            return request with { Unreadable = $"The request body is not JSON: {error.Message}" };
        }
    }
}
