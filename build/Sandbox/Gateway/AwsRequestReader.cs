using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Web;
using Microsoft.AspNetCore.Http.Extensions;

namespace Notejam.Sandbox.Gateway;

/// <summary>Takes an HTTP request of any AWS client apart: region and service from the signature's scope, the operation from the protocol.</summary>
public static partial class AwsRequestReader
{
    /// <summary>Reads a request.</summary>
    public static async Task<AwsRequest> ReadAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await http.Body.CopyToAsync(buffer, cancellationToken);
        var body = buffer.ToArray();
        var scope = Scope().Match(http.Headers.Authorization.ToString() is { Length: > 0 } header ? header : "Credential=" + http.Query["X-Amz-Credential"]);
        var request = new AwsRequest
        {
            AccessKey = scope.Groups["key"].Value,
            Region = scope.Success ? scope.Groups["region"].Value : "us-east-1",
            Service = scope.Success ? scope.Groups["service"].Value : "s3",
            Operation = $"{http.Method} {http.Path}",
            Protocol = AwsProtocol.Rest,
            Body = body,
            PathAndQuery = http.GetEncodedPathAndQuery(),
            InvocationId = http.Headers["amz-sdk-invocation-id"].FirstOrDefault(),
        };

        var target = http.Headers["X-Amz-Target"].ToString();
        if (target.Length > 0)
            return request with { Protocol = AwsProtocol.Json, Operation = target[(target.LastIndexOf('.') + 1)..], Json = Parse(body) };
        if (http.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true && request.Service != "s3")
        {
            var form = HttpUtility.ParseQueryString(System.Text.Encoding.UTF8.GetString(body));
            var values = form.AllKeys.Where(key => key is not null).ToDictionary(key => key!, key => form[key] ?? "");
            if (values.TryGetValue("Action", out var action))
                return request with { Protocol = AwsProtocol.Query, Operation = action, Query = new QueryParameters(values) };
        }

        return request with { Json = http.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true ? Parse(body) : [] };
    }

    private static JsonObject Parse(byte[] body) => body.Length == 0 ? [] : JsonNode.Parse(body) as JsonObject ?? [];

    [GeneratedRegex(@"Credential=(?<key>[^/]*)/\d{8}/(?<region>[^/]+)/(?<service>[^/]+)/aws4_request")]
    private static partial Regex Scope();
}
