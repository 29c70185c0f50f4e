using Notejam.AccessControl.Policies;

namespace Notejam.AccessControl.Tests.Policies;

/// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html</summary>
public sealed class PolicySizeTests
{
    [Theory]
    [InlineData(PolicyKind.Managed, 6144, "Cannot exceed quota for PolicySize: 6144")]
    [InlineData(PolicyKind.InlineOfUser, 2048, "Maximum policy size of 2048 bytes exceeded for user x")]
    [InlineData(PolicyKind.InlineOfGroup, 5120, "Maximum policy size of 5120 bytes exceeded for group x")]
    [InlineData(PolicyKind.InlineOfRole, 10240, "Maximum policy size of 10240 bytes exceeded for role x")]
    [InlineData(PolicyKind.RoleTrust, 2048, "Cannot exceed quota for ACLSizePerRole: 2048")]
    [InlineData(PolicyKind.KmsKey, 32768, "Maximum policy size of 32768 bytes exceeded")]
    public void A_policy_may_be_so_long_and_no_longer(PolicyKind kind, int limit, string message)
    {
        Assert.Null(PolicySize.Check(kind, "x", new string('a', limit)));
        Assert.Equal(message, PolicySize.Check(kind, "x", new string('a', limit + 1))!.Message);
    }

    [Fact]
    public void IAM_does_not_count_white_space_and_others_do()
    {
        var spaced = new string('a', 6144) + " \n\t";

        Assert.Null(PolicySize.Check(PolicyKind.Managed, "x", spaced));
        Assert.NotNull(PolicySize.Check(PolicyKind.Bucket, "x", new string('a', 20480) + " "));
    }

    [Fact]
    public void Inline_policies_count_together_and_managed_ones_apart()
    {
        Assert.Equal("it has 12000", PolicySize.Check(PolicyKind.InlineOfRole, "x", new string('a', 6000), new string('a', 6000))!.Detail);
        Assert.Null(PolicySize.Check(PolicyKind.Managed, "x", new string('a', 6000), new string('a', 6000)));
    }

    [Fact]
    public void Where_AWS_says_no_limit_there_is_none() => Assert.Null(PolicySize.Check(PolicyKind.BackupVault, "x", new string('a', 100_000)));
}
