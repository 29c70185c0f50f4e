using Microsoft.AspNetCore.Http;
using Notejam.Sandbox.Elb.Model;
using Notejam.Sandbox.Elb.Traffic;

namespace Notejam.Sandbox.Tests.Elb;

public sealed class RuleMatcherTests
{
    [Theory]
    [InlineData("path-pattern", "/old/*", true)]
    [InlineData("path-pattern", "/old/notes", true)]
    [InlineData("path-pattern", "/OLD/*", false)]
    [InlineData("path-pattern", "/old", false)]
    [InlineData("path-pattern", "*/n?tes", true)]
    [InlineData("path-pattern", "/old/notes?", false)]
    [InlineData("host-header", "*.example.org", true)]
    [InlineData("host-header", "WWW.Example.org", true)]
    [InlineData("host-header", "example.org", false)]
    [InlineData("http-request-method", "GET", true)]
    [InlineData("http-request-method", "POST", false)]
    [InlineData("query-string", "page=1*", true)]
    [InlineData("query-string", "page=2", false)]
    [InlineData("query-string", "12", true)]
    [InlineData("source-ip", "10.0.0.0/8", true)]
    [InlineData("source-ip", "192.168.0.0/16", false)]
    [InlineData("something-new", "x", false)]
    public void A_condition_holds_as_the_table_says(string field, string value, bool holds) =>
        Assert.Equal(holds, RuleMatcher.Matches([new RuleCondition(field, [value])], Request()));

    [Fact]
    public void One_value_of_a_condition_is_enough() =>
        Assert.True(RuleMatcher.Matches([new RuleCondition("path-pattern", ["/new/*", "/old/*"])], Request()));

    [Fact]
    public void All_conditions_must_hold() =>
        Assert.False(RuleMatcher.Matches([new RuleCondition("path-pattern", ["/old/*"]), new RuleCondition("host-header", ["other.org"])], Request()));

    [Fact]
    public void A_header_is_matched_by_its_name_and_value() =>
        Assert.True(RuleMatcher.Matches([new RuleCondition("http-header", ["moz*"], "User-Agent")], Request()));

    [Fact]
    public void The_first_rule_that_matches_decides_and_else_the_default()
    {
        var gone = new RouteAction.Answer(new FixedResponse("410", null, null));
        var rest = new RouteAction.Answer(new FixedResponse("200", null, null));

        var table = new RoutingTable([new Route([new RuleCondition("path-pattern", ["/new/*"])], rest), new Route([new RuleCondition("path-pattern", ["/old/*"])], gone)], rest);

        Assert.Same(gone, table.Find(Request()));
        Assert.Same(rest, new RoutingTable([], rest).Find(Request()));
    }

    [Fact]
    public void A_redirect_keeps_what_its_template_keeps()
    {
        var redirect = new Redirect("HTTPS", "#{host}", "443", "/#{path}", "#{query}", "HTTP_301");

        Assert.Equal("https://www.example.org:443/old/notes?page=12", RedirectTarget.Of(redirect, Request(), 80));
    }

    private static HttpRequest Request()
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = System.Net.IPAddress.Parse("10.1.2.3");
        context.Request.Method = "GET";
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("www.example.org:80");
        context.Request.Path = "/old/notes";
        context.Request.QueryString = new QueryString("?page=12");
        context.Request.Headers.UserAgent = "Mozilla/5.0";
        return context.Request;
    }
}
