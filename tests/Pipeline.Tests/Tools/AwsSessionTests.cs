using System.Net;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Tools;

public sealed class AwsSessionTests
{
    [Theory]
    [InlineData("InvalidClientTokenId", HttpStatusCode.Forbidden, true)]
    [InlineData("ExpiredToken", HttpStatusCode.BadRequest, true)]
    [InlineData("SignatureDoesNotMatch", HttpStatusCode.Forbidden, true)]
    [InlineData("SomethingNew", HttpStatusCode.Unauthorized, true)]
    [InlineData("ServiceUnavailable", HttpStatusCode.ServiceUnavailable, false)]
    [InlineData("InternalFailure", HttpStatusCode.InternalServerError, false)]
    [InlineData("Throttling", HttpStatusCode.BadRequest, false)]
    [InlineData(null, HttpStatusCode.BadGateway, false)]
    public void Only_an_error_of_the_credentials_asks_to_sign_in_again(string? code, HttpStatusCode status, bool credentials)
    {
        var explained = AwsSession.Explain(new AmazonServiceException("the emulator does not answer") { ErrorCode = code, StatusCode = status });

        Assert.Equal(credentials, explained.Message.StartsWith("AWS does not accept the credentials", StringComparison.Ordinal));
        Assert.Equal(credentials, explained.Remedy!.Contains("Sign in again", StringComparison.Ordinal));
        Assert.Contains("the emulator does not answer", explained.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Iam_at_an_endpoint_from_the_environment_is_signed_for_as_in_most_accounts()
    {
        // Of no other client, so that tests beside this one do not see it.
        const string Name = "AWS_ENDPOINT_URL_IAM";
        var before = Environment.GetEnvironmentVariable(Name);
        Environment.SetEnvironmentVariable(Name, "http://iam.eu-west-1.example:4566");
        try
        {
            using var aws = new AwsSession("eu-west-2");
            Assert.Equal(("us-east-1", "http://iam.eu-west-1.example:4566/"), (aws.Identity.Config.AuthenticationRegion, aws.Identity.DetermineServiceOperationEndpoint(new GetRoleRequest()).URL));
            Assert.Equal("eu-west-2", aws.Rds.Config.AuthenticationRegion);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Name, before);
        }
    }
}
