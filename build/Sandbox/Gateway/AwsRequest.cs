using System.Collections.Specialized;
using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Gateway;

/// <summary>A request of any AWS client, taken apart once, at the edge.</summary>
public sealed record AwsRequest
{
    /// <summary>Region of the credential scope.</summary>
    public required string Region { get; init; }

    /// <summary>Signing name of the service: <c>ecs</c>, <c>ecr</c>, <c>elasticloadbalancing</c>, <c>rds</c> …</summary>
    public required string Service { get; init; }

    /// <summary>The operation; <c>METHOD /path</c> for a REST request of a service that is not served natively.</summary>
    public required string Operation { get; init; }

    /// <summary>Protocol of the request.</summary>
    public required AwsProtocol Protocol { get; init; }

    /// <summary>The body as it came.</summary>
    public required byte[] Body { get; init; }

    /// <summary>Path and query string as they came.</summary>
    public required string PathAndQuery { get; init; }

    /// <summary>HTTP method.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>The headers as they came, without those of the connection; names in any case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The access key of the caller; empty when unsigned.</summary>
    public string AccessKey { get; init; } = "";

    /// <summary>One id for all attempts of one call (<c>amz-sdk-invocation-id</c>), or null.</summary>
    public string? InvocationId { get; init; }

    /// <summary>Names this request in its answer, in a header and in bodies of XML.</summary>
    public string RequestId { get; init; } = Guid.NewGuid().ToString();

    /// <summary>Why a body that says to be JSON is no JSON object; null when it is one.</summary>
    public string? Unreadable { get; init; }

    /// <summary>The JSON body; empty for the other protocols, and for a body that is no object.</summary>
    public JsonObject Json { get; init; } = [];

    /// <summary>The parameters of the query protocol.</summary>
    public QueryParameters Query { get; init; } = new(new Dictionary<string, string>());

    /// <summary>The parameters in a REST operation's path, by the names in its route.</summary>
    public IReadOnlyDictionary<string, string> Path { get; init; } = new Dictionary<string, string>();

    /// <summary>The query string of a REST operation.</summary>
    public NameValueCollection QueryString { get; init; } = [];

    /// <summary>An ARN in this request's region.</summary>
    public string Arn(string service, string resource) => $"arn:aws:{service}:{Region}:{SandboxOptions.AccountId}:{resource}";
}
