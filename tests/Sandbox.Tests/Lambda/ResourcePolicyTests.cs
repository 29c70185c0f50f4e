using System.Text.Json.Nodes;
using Notejam.Sandbox.Lambda.Api;

namespace Notejam.Sandbox.Tests.Lambda;

public sealed class ResourcePolicyTests
{
    private const string Rule = "arn:aws:events:eu-central-1:123456789012:rule/r";

    [Theory]
    [InlineData("""{"Action":"lambda:InvokeFunction","Principal":"events.amazonaws.com"}""", true)]
    [InlineData("""{"Action":"lambda:*","Principal":"events.amazonaws.com"}""", true)]
    [InlineData("""{"Action":"lambda:GetFunction","Principal":"events.amazonaws.com"}""", false)]
    [InlineData("""{"Action":"lambda:InvokeFunction","Principal":"secretsmanager.amazonaws.com"}""", false)]
    [InlineData("""{"Action":"lambda:InvokeFunction","Principal":"123456789012"}""", false)]
    [InlineData("""{"Action":"lambda:InvokeFunction","Principal":"*"}""", true)]
    [InlineData("""{"Action":"lambda:InvokeFunction","Principal":"events.amazonaws.com","SourceArn":"arn:aws:events:eu-central-1:123456789012:rule/r"}""", true)]
    [InlineData("""{"Action":"lambda:InvokeFunction","Principal":"events.amazonaws.com","SourceArn":"arn:aws:events:*:123456789012:rule/*"}""", true)]
    [InlineData("""{"Action":"lambda:InvokeFunction","Principal":"events.amazonaws.com","SourceArn":"arn:aws:events:eu-central-1:123456789012:rule/other"}""", false)]
    [InlineData("""{"Action":"lambda:InvokeFunction","Principal":"events.amazonaws.com","SourceAccount":"123456789012"}""", true)]
    [InlineData("""{"Action":"lambda:InvokeFunction","Principal":"events.amazonaws.com","SourceAccount":"999999999999"}""", false)]
    public void A_permission_lets_in_whom_it_names(string permission, bool allows)
    {
        var input = JsonNode.Parse(permission)!.AsObject();
        input["StatementId"] = "it";

        Assert.Equal(allows, ResourcePolicy.Allows([ResourcePolicy.Statement(input, "arn:function")], "events.amazonaws.com", Rule));
    }

    [Fact]
    public void Nobody_is_let_in_without_a_permission() => Assert.False(ResourcePolicy.Allows([], "events.amazonaws.com", Rule));
}
