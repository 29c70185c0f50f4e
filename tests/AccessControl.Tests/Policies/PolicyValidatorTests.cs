using Notejam.AccessControl.Policies;

namespace Notejam.AccessControl.Tests.Policies;

public sealed class PolicyValidatorTests
{
    [Theory]
    [InlineData(PolicyKind.Managed, """{"Effect": "Allow", "Action": ["ecs:*", "*"], "Resource": ["*", "arn:aws:ecs:*:111122223333:cluster/*", "arn:aws:s3:::a/${aws:username}", "arn:aws:iam::111122223333:role/x"]}""")]
    [InlineData(PolicyKind.InlineOfRole, """{"Sid": "A1", "Effect": "Deny", "NotAction": "s3:Get*", "NotResource": "arn:*:s3:::x"}""")]
    [InlineData(PolicyKind.RoleTrust, """{"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": ["sts:AssumeRole", "sts:TagSession"]}""")]
    [InlineData(PolicyKind.RoleTrust, """{"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity"}""")]
    [InlineData(PolicyKind.KmsKey, """{"Sid": "Enable IAM policies", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"}""")]
    [InlineData(PolicyKind.Bucket, """{"Effect": "Allow", "Principal": {"CanonicalUser": "79a5"}, "Action": "s3:*", "Resource": "arn:aws:s3:::a"}""")]
    [InlineData(PolicyKind.Repository, """{"Sid": "a b", "Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage"}""")]
    public void A_policy_of_its_kind_is_taken(PolicyKind kind, string statement) => Assert.Empty(Validate(kind, statement));

    [Theory]
    [InlineData(PolicyKind.Managed, """{"Effect": "Allow", "Resource": "*"}""", "Policy statement must contain actions.")]
    [InlineData(PolicyKind.Managed, """{"Effect": "Allow", "Action": [], "Resource": "*"}""", "Policy statement must contain actions.")]
    [InlineData(PolicyKind.Managed, """{"Effect": "Allow", "Action": "s3:*"}""", "Policy statement must contain resources.")]
    [InlineData(PolicyKind.Managed, """{"Effect": "Allow", "Action": "s3:*", "Resource": []}""", "Policy statement must contain resources.")]
    [InlineData(PolicyKind.Managed, """{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}""", "Policy document should not specify a principal.")]
    [InlineData(PolicyKind.Managed, """{"Sid": "a b", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}""", "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*")]
    [InlineData(PolicyKind.Managed, """{"Effect": "Allow", "Action": "GetObject", "Resource": "*"}""", "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")]
    [InlineData(PolicyKind.Managed, """{"Effect": "Allow", "Action": "s3:Get:Object", "Resource": "*"}""", "Actions/Condition can contain only one colon.")]
    [InlineData(PolicyKind.Managed, """{"Effect": "Allow", "Action": "s3*:Get", "Resource": "*"}""", "Vendor s3* is not valid")]
    [InlineData(PolicyKind.Managed, """{"Effect": "Allow", "Action": "s3:*", "Resource": "bucket"}""", "Resource bucket must be in ARN format or \"*\".")]
    [InlineData(PolicyKind.Managed, """{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:azure:s3:::a"}""", "Partition \"azure\" is not valid for resource \"arn:azure:s3:::a\".")]
    [InlineData(PolicyKind.Managed, """{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:azure:s3"}""", "Partition \"azure\" is not valid for resource \"arn:azure:s3:*:*:*\".")]
    [InlineData(PolicyKind.Managed, """{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:*:::a"}""", "Resource vendor must be fully qualified and cannot contain regexes.")]
    [InlineData(PolicyKind.Managed, """{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws"}""", "Resource vendor must be fully qualified and cannot contain regexes.")]
    [InlineData(PolicyKind.Managed, """{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:eu-central-1::a"}""", "Resource arn:aws:s3:eu-central-1::a can not contain region information.")]
    [InlineData(PolicyKind.Managed, """{"Effect": "Allow", "Action": "iam:*", "Resource": "arn:aws:iam:eu-central-1:111122223333:role/a"}""", "IAM resource arn:aws:iam:eu-central-1:111122223333:role/a cannot contain region information.")]
    [InlineData(PolicyKind.Managed, """{"Effect": "Allow", "Action": "iam:*", "Resource": "arn:aws:iam::111122223333:u*"}""", "IAM resource path must either be \"*\" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.")]
    [InlineData(PolicyKind.RoleTrust, """{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*"}""", "Has prohibited field Resource")]
    [InlineData(PolicyKind.RoleTrust, """{"Effect": "Allow", "Action": "sts:AssumeRole"}""", "Missing required field Principal")]
    [InlineData(PolicyKind.RoleTrust, """{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject"}""", "AssumeRole policy may only specify STS AssumeRole actions.")]
    [InlineData(PolicyKind.RoleTrust, """{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/*"}, "Action": "sts:AssumeRole"}""", "Invalid principal in policy: \"AWS\":\"arn:aws:iam::111122223333:role/*\"")]
    [InlineData(PolicyKind.RoleTrust, """{"Effect": "Allow", "Principal": {"Service": "ecs"}, "Action": "sts:AssumeRole"}""", "Invalid principal in policy: \"SERVICE\":\"ecs\"")]
    [InlineData(PolicyKind.KmsKey, """{"Effect": "Allow", "Action": "kms:*", "Resource": "*"}""", "Missing required field Principal")]
    [InlineData(PolicyKind.KmsKey, """{"Effect": "Allow", "Principal": "*", "Action": "kms:*"}""", "Policy statement must contain resources.")]
    [InlineData(PolicyKind.Repository, """{"Effect": "Allow", "Principal": "*", "Action": "ecr:*", "Resource": "*"}""", "Has prohibited field Resource")]
    [InlineData(PolicyKind.Secret, """{"Effect": "Allow", "Principal": {"CanonicalUser": "79a5"}, "Action": "secretsmanager:*", "Resource": "*"}""", "Invalid principal in policy: \"CANONICALUSER\":\"79a5\"")]
    public void What_AWS_does_not_take_is_refused_in_its_words(PolicyKind kind, string statement, string message) => Assert.Equal(message, Assert.Single(Validate(kind, statement)).Message);

    [Fact]
    public void Names_of_statements_are_unique()
    {
        var problem = Assert.Single(Validate(PolicyKind.Managed, """{"Sid": "a", "Effect": "Allow", "Action": "*", "Resource": "*"}, {"Sid": "a", "Effect": "Deny", "Action": "*", "Resource": "*"}"""));

        Assert.Equal("Statement IDs (SID) in a single policy must be unique.", problem.Message);
    }

    [Theory]
    [InlineData(PolicyKind.Managed, false)]
    [InlineData(PolicyKind.InlineOfRole, true)]
    public void A_managed_policy_has_the_new_version(PolicyKind kind, bool isTaken) =>
        Assert.Equal(isTaken, PolicyValidator.Validate(kind, """{"Version": "2008-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}""").Count == 0);

    [Fact]
    public void What_is_no_policy_is_not_judged_further() => Assert.Equal("Syntax errors in policy.", Assert.Single(PolicyValidator.Validate(PolicyKind.Managed, "{")).Message);

    private static IReadOnlyList<PolicyProblem> Validate(PolicyKind kind, string statements) => PolicyValidator.Validate(kind, $$"""{"Version": "2012-10-17", "Statement": [{{statements}}]}""");
}
