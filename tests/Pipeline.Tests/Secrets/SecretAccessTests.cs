using Amazon.SecretsManager;
using Notejam.Pipeline.Secrets;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Secrets;

public sealed class SecretAccessTests : IDisposable
{
    private readonly FakeAws _aws = new();

    public void Dispose() => _aws.Dispose();

    [Theory]
    [InlineData("ResourceNotFoundException", true)]
    [InlineData("AccessDeniedException", false)]
    public async Task Whether_secrets_may_be_opened_is_told_by_what_is_refused(string refusal, bool may)
    {
        _aws.On("GetSecretValue", _ => throw new AwsError(refusal, "no"));

        using var secrets = new AmazonSecretsManagerClient(FakeAws.Credentials, _aws.Configure(new AmazonSecretsManagerConfig()));

        Assert.Equal(may, await SecretAccess.MayOpenAsync(secrets, ["a", "b"], CancellationToken.None));
        Assert.DoesNotContain(_aws.Calls, call => (string?)call.Input["VersionStage"] is null or "AWSCURRENT");
    }
}
