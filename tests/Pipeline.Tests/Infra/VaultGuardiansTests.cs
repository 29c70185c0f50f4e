using Notejam.Pipeline.Infra.Teardown;

namespace Notejam.Pipeline.Tests.Infra;

/// <summary>aws:PrincipalArn: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn.</summary>
public sealed class VaultGuardiansTests
{
    private const string Guarded = """
        {"Statement": [{"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": ["backup:DeleteRecoveryPoint", "backup:DeleteBackupVault"], "Resource": "*",
          "Condition": {"ArnNotLike": {"aws:PrincipalArn": ["arn:aws:iam::123456789012:root", "arn:aws:iam::123456789012:role/ops/keeper", "arn:aws:iam::123456789012:role/break-glass"]},
                        "Bool": {"aws:PrincipalIsAWSService": "false"}}}]}
        """;

    [Theory]
    [InlineData("arn:aws:iam::123456789012:root", true)]
    [InlineData("arn:aws:sts::123456789012:assumed-role/break-glass/me", true)]
    [InlineData("arn:aws:sts::123456789012:assumed-role/keeper/me", true)]
    [InlineData("arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_AdministratorAccess_1/me", false)]
    [InlineData("arn:aws:sts::123456789012:assumed-role/glass/break-glass", false)]
    [InlineData("arn:aws:sts::999999999999:assumed-role/break-glass/me", false)]
    [InlineData("arn:aws:iam::123456789012:user/administrator", false)]
    [InlineData("arn:aws:iam::123456789012:user/break-glass", false)]
    public void Only_those_whom_the_denial_leaves_out_may_delete(string caller, bool may)
    {
        var objection = VaultGuardians.FindObjection("notejam-production", "eu-central-1", Guarded, caller);

        Assert.Equal(may, objection is null);
        if (objection is null) return;
        Assert.Equal($"The policy of the vault notejam-production in eu-central-1 lets only arn:aws:iam::123456789012:root, arn:aws:iam::123456789012:role/ops/keeper, arn:aws:iam::123456789012:role/break-glass delete backups, and this run is {caller}.", objection.Cause);
        Assert.Contains("backup_administrator_role_names", objection.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no policy at all")]
    [InlineData("""{"Statement": []}""")]
    [InlineData("""{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "backup:CopyIntoBackupVault", "Resource": "*"}}""")]
    [InlineData("""{"Statement": {"Effect": "Deny", "Principal": "*", "Action": "backup:StartBackupJob", "Resource": "*", "Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::1:role/x"}}}}""")]
    [InlineData("""{"Statement": {"Effect": "Deny", "Principal": "*", "Action": "backup:Delete*", "Resource": "*", "Condition": {"StringNotLike": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/me*"}}}}""")]
    public void A_policy_that_denies_the_caller_nothing_objects_to_nothing(string? policy) =>
        Assert.Null(VaultGuardians.FindObjection("v", "r", policy, "arn:aws:sts::123456789012:assumed-role/me-too/session"));
}
