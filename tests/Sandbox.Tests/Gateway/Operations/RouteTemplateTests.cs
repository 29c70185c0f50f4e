using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Tests.Gateway.Operations;

public sealed class RouteTemplateTests
{
    [Theory]
    [InlineData("GET", "/tags/arn%3Aaws%3Abackup%3Aeu-central-1%3A1%3Ax%3Aa%2Fb/", "arn:aws:backup:eu-central-1:1:x:a/b")]
    [InlineData("GET", "/tags/plain?nextToken=5", "plain")]
    [InlineData("POST", "/tags/plain", null)]
    [InlineData("GET", "/tags", null)]
    [InlineData("GET", "/tags/a/b", null)]
    [InlineData("GET", "/untag/a", null)]
    public void A_path_is_taken_apart_before_it_is_decoded(string method, string path, string? arn)
    {
        var route = new RouteTemplate("GET /tags/{arn}");

        Assert.Equal(arn, route.Match(Request(method, path))?["arn"]);
    }

    [Fact]
    public void The_query_string_is_read()
    {
        Assert.Equal("a b", RouteTemplate.QueryStringOf(Request("GET", "/plans/?nextToken=a%20b&maxResults=2"))["nextToken"]);
    }

    private static AwsRequest Request(string method, string path) => new()
    {
        Region = "eu-central-1", Service = "backup", Operation = path, Method = method, Protocol = AwsProtocol.Rest, Body = [], PathAndQuery = path,
    };
}
