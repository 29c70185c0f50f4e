using Notejam.Pipeline.Infra;

namespace Notejam.Pipeline.Tests.Infra;

public sealed class TerraformFailureTests
{
    private const string Arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:notejam-production/cache-TtnnuZ";

    [Theory]
    [InlineData("reading Secrets Manager Secret Version (" + Arn + "|terraform-2026): operation error Secrets Manager: GetSecretValue, InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion.", "restore-secret --secret-id " + Arn + " --region eu-central-1. Then")]
    [InlineData("creating Secrets Manager Secret (notejam-production/cache): InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion.", "restore-secret --secret-id notejam-production/cache. Then")]
    [InlineData("creating KMS Key: LimitExceededException", "Correct the cause and run the same command again")]
    [InlineData("Error acquiring the state lock", "Another run holds the state")]
    public void Each_failure_has_its_remedy(string text, string remedy) =>
        Assert.Contains(remedy, TerraformFailure.FromText("plan", "infra/stacks/region", text).Remedy, StringComparison.Ordinal);
}
