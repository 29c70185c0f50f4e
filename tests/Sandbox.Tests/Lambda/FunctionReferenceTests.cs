using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Lambda.Api;

namespace Notejam.Sandbox.Tests.Lambda;

public sealed class FunctionReferenceTests
{
    [Theory]
    [InlineData("name", null, "name", null, null)]
    [InlineData("name:live", null, "name", null, "live")]
    [InlineData("name", "2", "name", null, "2")]
    [InlineData("name:2", "2", "name", null, "2")]
    [InlineData("123456789012:function:name", null, "name", null, null)]
    [InlineData("arn:aws:lambda:eu-west-2:123456789012:function:name", null, "name", "eu-west-2", null)]
    [InlineData("arn:aws:lambda:eu-west-2:123456789012:function:name:$LATEST", null, "name", "eu-west-2", "$LATEST")]
    public void A_function_is_named_as_on_AWS(string text, string? beside, string name, string? region, string? qualifier) =>
        Assert.Equal(new FunctionReference(name, region, qualifier), FunctionReference.Parse(text, beside));

    [Theory]
    [InlineData("", null)]
    [InlineData("a name", null)]
    [InlineData("arn:aws:s3:::bucket", null)]
    [InlineData("name:live", "2")]
    public void What_names_no_function_is_refused(string text, string? qualifier) =>
        Assert.Equal("InvalidParameterValueException", Assert.Throws<AwsException>(() => FunctionReference.Parse(text, qualifier)).Code);
}
