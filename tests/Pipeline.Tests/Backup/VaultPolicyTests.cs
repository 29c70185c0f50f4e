using Notejam.Pipeline.Backup.Verification;

namespace Notejam.Pipeline.Tests.Backup;

public sealed class VaultPolicyTests
{
    private const string Role = "arn:aws:iam::123456789012:role/notejam-github-deploy";

    [Theory]
    [InlineData("""{"Effect":"Deny","Principal":"*","Action":"backup:DeleteRecoveryPoint","Resource":"*"}""", true)]
    [InlineData("""{"Effect":"Deny","Principal":{"AWS":"*"},"Action":["backup:Delete*"],"Resource":"*"}""", true)]
    [InlineData("""{"Effect":"Deny","Principal":{"AWS":["arn:aws:iam::123456789012:role/notejam-github-deploy"]},"Action":"backup:*","Resource":"*"}""", true)]
    [InlineData("""{"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::123456789012:role/other"},"Action":"backup:*","Resource":"*"}""", false)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"backup:DeleteRecoveryPoint","Resource":"*"}""", false)]
    [InlineData("""{"Effect":"Deny","Principal":"*","Action":"backup:DeleteBackupVault","Resource":"*"}""", false)]
    [InlineData("""{"Effect":"Deny","Principal":"*","Action":"backup:*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::123456789012:root"]},"Bool":{"aws:PrincipalIsAWSService":"false"}}}""", true)]
    [InlineData("""{"Effect":"Deny","Principal":"*","Action":"backup:*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::123456789012:role/notejam-*"]}}}""", false)]
    [InlineData("""{"Effect":"Deny","Principal":"*","Action":"backup:*","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/notejam-github-*"}}}""", true)]
    [InlineData("""{"Effect":"Deny","Principal":"*","Action":"backup:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}""", false)]
    public void Only_what_certainly_denies_the_role_counts(string statement, bool denied)
    {
        Assert.Equal(denied, VaultPolicy.Denies($$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""", "backup:DeleteRecoveryPoint", Role));
        Assert.Equal(denied, VaultPolicy.Denies($$"""{"Version":"2012-10-17","Statement":{{statement}}}""", "backup:DeleteRecoveryPoint", Role));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    public void No_policy_denies_nothing(string? policy) => Assert.False(VaultPolicy.Denies(policy, "backup:DeleteRecoveryPoint", Role));
}
