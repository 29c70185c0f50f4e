using Notejam.AccessControl.Tests.Support;
using static Notejam.AccessControl.Tests.Support.Scenario;

namespace Notejam.AccessControl.Tests.Decisions;

/// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html: both accounts must allow.</summary>
public sealed class CrossAccountTests
{
    private const string Carlos = "arn:aws:iam::111111111111:user/CarlosSalazar";
    private const string Production = "arn:aws:s3:::Production/file";

    [Theory]
    [InlineData("s3:*", "arn:aws:iam::111111111111:root", "allowed")]
    [InlineData("s3:*", "111111111111", "allowed")]
    [InlineData("s3:*", Carlos, "allowed")]
    [InlineData("s3:*", "*", "allowed")]
    [InlineData("s3:*", "arn:aws:iam::111111111111:user/Other", "not allowed by Resource")]
    [InlineData("s3:*", null, "not allowed by Resource")]
    [InlineData("ecs:*", Carlos, "not allowed by Identity")]
    [InlineData("ecs:*", null, "not allowed by Identity")]
    public void Carlos_asks_for_a_bucket_of_another_account(string identity, string? named, string outcome) =>
        Assert.Equal(outcome, new Scenario(Carlos, "s3:PutObject", Production) { Account = "222222222222", Identity = [Allow(identity)], ResourcePolicy = named is null ? null : [Allow("s3:*", principal: named)] }.Outcome());

    [Theory]
    [InlineData("s3:*", "ecs:*", "not allowed by PermissionsBoundary")]
    [InlineData("ecs:*", "s3:*", "not allowed by Session")]
    public void Limits_hold_even_where_the_session_is_named_directly(string session, string boundary, string outcome) =>
        Assert.Equal(outcome, new Scenario(Session, "s3:PutObject", Production) { Account = There, Identity = [Allow("*")], Boundary = [Allow(boundary)], SessionPolicy = [Allow(session)], ResourcePolicy = [Allow("s3:*", principal: Session)] }.Outcome());

    [Fact]
    public void A_denial_of_the_resource_comes_first() =>
        Assert.Equal("denied by Resource", new Scenario(Carlos, "s3:PutObject", Production) { Account = "222222222222", ResourcePolicy = [Allow("s3:*", principal: Carlos), Deny("s3:*", principal: "111111111111")] }.Outcome());

    [Fact]
    public void The_other_accounts_root_user_needs_the_resource_alone()
    {
        var root = new Scenario("arn:aws:iam::444455556666:root", "s3:GetObject", Bucket);

        Assert.Equal("not allowed by Resource", root.Outcome());
        Assert.Equal("allowed", (root with { ResourcePolicy = [Allow("s3:*", principal: There)] }).Outcome());
    }

    [Theory]
    [InlineData("anonymous", "*", "allowed")]
    [InlineData("anonymous", Here, "not allowed by Resource")]
    [InlineData("events.amazonaws.com", "events.amazonaws.com", "allowed")]
    [InlineData("events.amazonaws.com", "sns.amazonaws.com", "not allowed by Resource")]
    [InlineData("events.amazonaws.com", Here, "not allowed by Resource")]
    public void Services_and_nobody_need_the_resource_alone(string principal, string named, string outcome) =>
        Assert.Equal(outcome, new Scenario(principal, "sns:Publish", "arn:aws:sns:eu-central-1:111122223333:alarms") { ResourcePolicy = [Allow("sns:Publish", principal: named)] }.Outcome());

    [Theory]
    [InlineData(Session, "not allowed by ServiceControl")]
    [InlineData("arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS", "allowed")]
    public void Every_level_of_an_organization_must_allow_but_for_service_linked_roles(string principal, string outcome) =>
        Assert.Equal(outcome, new Scenario(principal, "s3:GetObject", Bucket) { Identity = [Allow("*")], ServiceControl = [[Allow("*")], [Allow("ecs:*")]] }.Outcome());

    [Fact]
    public void The_organization_of_the_resource_only_denies() =>
        Assert.Equal("allowed", new Scenario(User, "s3:GetObject", Bucket) { Identity = [Allow("*")], ResourceControl = [Deny("s3:Put*", principal: "*")] }.Outcome());
}
