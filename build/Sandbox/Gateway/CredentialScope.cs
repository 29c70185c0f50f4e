using System.Text.RegularExpressions;

namespace Notejam.Sandbox.Gateway;

/// <summary>Who calls which service in which region, as a signature says it. Signatures are not checked: any key will do.</summary>
internal sealed partial record CredentialScope(string AccessKey, string Region, string Service)
{
    /// <summary>Reads the scope of a signed or presigned request; null when it is not signed.</summary>
    public static CredentialScope? Read(HttpRequest http)
    {
        var header = http.Headers.Authorization.ToString();
        var match = Scope().Match(header.Length > 0 ? header : "Credential=" + http.Query["X-Amz-Credential"]);
        if (match.Success) return new CredentialScope(match.Groups["key"].Value, match.Groups["region"].Value, match.Groups["service"].Value);

        // S3 alone still takes the signatures of old, which name no region.
        if (header.StartsWith("AWS ", StringComparison.Ordinal)) return new CredentialScope(header[4..].Split(':')[0], "us-east-1", "s3");
        return http.Query["AWSAccessKeyId"].ToString() is { Length: > 0 } key ? new CredentialScope(key, "us-east-1", "s3") : null;
    }

    [GeneratedRegex(@"Credential=(?<key>[^/]*)/\d{8}/(?<region>[^/]+)/(?<service>[^/]+)/aws4_request")]
    private static partial Regex Scope();
}
