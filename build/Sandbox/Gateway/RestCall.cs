using System.Collections.Specialized;
using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Gateway;

/// <summary>A request of a REST service with what its path and its query string say.</summary>
internal sealed record RestCall(AwsRequest Request, IReadOnlyDictionary<string, string> Path, NameValueCollection Query)
{
    /// <summary>The region called.</summary>
    public string Region => Request.Region;

    /// <summary>The body.</summary>
    public JsonObject Json => Request.Json;
}
