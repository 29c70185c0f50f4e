using Microsoft.AspNetCore.Http;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Tests.Gateway;

public sealed class CredentialScopeTests
{
    [Theory]
    [InlineData("AWS4-HMAC-SHA256 Credential=K/20260101/eu-central-1/ecr/aws4_request, SignedHeaders=host, Signature=0", "", "K", "eu-central-1", "ecr")]
    [InlineData("", "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=K%2F20260101%2Feu-west-2%2Fs3%2Faws4_request", "K", "eu-west-2", "s3")]
    [InlineData("AWS K:c2lnbmF0dXJl", "", "K", "us-east-1", "s3")]
    [InlineData("", "?AWSAccessKeyId=K&Signature=s&Expires=1", "K", "us-east-1", "s3")]
    public void The_scope_comes_from_header_or_query(string header, string query, string key, string region, string service) =>
        Assert.Equal(new CredentialScope(key, region, service), CredentialScope.Read(Request(header, query)));

    [Theory]
    [InlineData("")]
    [InlineData("Basic QVdTOng=")]
    public void Without_a_signature_there_is_no_scope(string header) => Assert.Null(CredentialScope.Read(Request(header, "")));

    private static HttpRequest Request(string authorization, string query)
    {
        var request = new DefaultHttpContext().Request;
        if (authorization.Length > 0) request.Headers.Authorization = authorization;
        request.QueryString = new QueryString(query);
        return request;
    }
}
