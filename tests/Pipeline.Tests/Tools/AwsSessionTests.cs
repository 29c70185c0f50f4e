using System.Net;
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
}
