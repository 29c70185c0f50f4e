using Notejam.AccessControl.Decisions;
using Notejam.AccessControl.Requests;
using Notejam.AccessControl.Tests.Support;
using static Notejam.AccessControl.Tests.Support.Scenario;

namespace Notejam.AccessControl.Tests.Decisions;

/// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html, with its examples.</summary>
public sealed class EvaluationLogicTests
{
    private const string Carlos = "arn:aws:iam::123456789012:user/carlossalazar";

    private const string OfCarlos = """
        {"Version": "2012-10-17", "Statement": [
          {"Sid": "AllowS3ListRead", "Effect": "Allow", "Action": ["s3:GetBucketLocation", "s3:GetAccountPublicAccessBlock", "s3:ListAccessPoints", "s3:ListAllMyBuckets"], "Resource": "arn:aws:s3:::*"},
          {"Sid": "AllowS3Self", "Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::carlossalazar/*", "arn:aws:s3:::carlossalazar"]},
          {"Sid": "DenyS3Logs", "Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::*log*"}]}
        """;

    private const string OfBucket = """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:user/carlossalazar"}, "Action": "s3:*",
          "Resource": ["arn:aws:s3:::carlossalazar/*", "arn:aws:s3:::carlossalazar"]}]}
        """;

    [Theory]
    [InlineData("arn:aws:s3:::carlossalazar/file.txt", true, "OfCarlos#AllowS3Self")]
    [InlineData("arn:aws:s3:::carlossalazar-logs/file.txt", false, "OfCarlos#DenyS3Logs")]
    [InlineData("arn:aws:s3:::somebody/file.txt", false, null)]
    public void Carlos_saves_a_file(string resource, bool isAllowed, string? statement)
    {
        var decision = AccessEvaluator.Decide(new AccessRequest(Principal.Parse(Carlos), "s3:PutObject", new RequestedResource(resource, "123456789012")), new PrincipalPolicies { Identity = [Policy.Parse("OfCarlos", OfCarlos)] });

        Assert.Equal(isAllowed, decision.IsAllowed);
        Assert.Equal(statement, decision.Statement?.ToString());
    }

    [Fact]
    public void Either_policy_is_enough_within_an_account()
    {
        var bucket = new RequestedResource("arn:aws:s3:::carlossalazar/file.txt", "123456789012") { Policy = new ResourcePolicy(ResourcePolicyKind.Resource, Policy.Parse("OfBucket", OfBucket)) };

        var decision = AccessEvaluator.Decide(new AccessRequest(Principal.Parse(Carlos), "s3:PutObject", bucket), PrincipalPolicies.None);

        Assert.Equal("OfBucket#0", Assert.Single(decision.Statements).ToString());
        Assert.Equal(PolicyType.Resource, decision.Statement!.Type);
    }

    [Theory]
    [InlineData("iam:GetUser", "allowed")]
    [InlineData("iam:CreatePolicy", "not allowed by Identity")]
    [InlineData("iam:GetOrganizationsAccessReport", "denied by Identity")]
    [InlineData("iam:GenerateCredentialReport", "denied by Identity")]
    public void Denies_are_explicit_or_implicit(string action, string outcome) =>
        Assert.Equal(outcome, new Scenario(User, action, "*") { Identity = [Allow("iam:Get*"), Allow("iam:List*"), Allow("iam:GenerateCredentialReport"), Deny("iam:*Report")] }.Outcome());

    /// <summary>"Resource-based policies and implicit denies in other policy types (same account)": none of the other types allows.</summary>
    [Theory]
    [InlineData(User, User, "allowed")]
    [InlineData(User, "*", "allowed")]
    [InlineData(User, Root, "not allowed by Identity")]
    [InlineData(Session, Session, "allowed")]
    [InlineData(Session, "*", "allowed")]
    [InlineData(Session, Role, "not allowed by PermissionsBoundary")]
    [InlineData(Session, Root, "not allowed by Identity")]
    [InlineData(Federated, Federated, "allowed")]
    [InlineData(Federated, User, "not allowed by PermissionsBoundary")]
    public void What_names_a_user_or_session_directly_is_not_limited_by_what_others_leave_out(string principal, string named, string outcome) =>
        Assert.Equal(outcome, new Scenario(principal, "s3:GetObject", Bucket)
        {
            Boundary = [Allow("ecs:*")],
            SessionPolicy = principal == User ? null : [Allow("ecs:*")],
            ResourcePolicy = [Allow("s3:*", principal: named)],
        }.Outcome());

    [Theory]
    [InlineData(Role, "s3:*", "s3:*", "allowed")]
    [InlineData(Role, "s3:*", "ecs:*", "not allowed by Session")]
    [InlineData(Role, "ecs:*", "s3:*", "not allowed by PermissionsBoundary")]
    public void What_names_a_role_needs_no_policy_of_the_role_but_its_limits(string named, string boundary, string session, string outcome) =>
        Assert.Equal(outcome, new Scenario(Session, "s3:GetObject", Bucket) { Boundary = [Allow(boundary)], SessionPolicy = [Allow(session)], ResourcePolicy = [Allow("s3:*", principal: named)] }.Outcome());

    [Fact]
    public void Everybody_under_a_condition_on_the_role_is_named_directly() =>
        Assert.Equal("allowed", new Scenario(Session, "s3:GetObject", Bucket)
        {
            Boundary = [Allow("ecs:*")],
            SessionPolicy = [Allow("ecs:*")],
            ResourcePolicy = [Allow("s3:*", principal: "*", condition: $$$"""{"ArnEquals": {"aws:PrincipalArn": "{{{Role}}}"}}""")],
            Context = PrincipalKeys.Of(Principal.Parse(Session)),
        }.Outcome());

    [Theory]
    [InlineData("s3:*", "s3:*", "s3:*", "allowed")]
    [InlineData("ecs:*", "s3:*", "s3:*", "not allowed by Identity")]
    [InlineData("s3:*", "ecs:*", "s3:*", "not allowed by PermissionsBoundary")]
    [InlineData("s3:*", "s3:*", "ecs:*", "not allowed by Session")]
    public void Identity_boundary_and_session_must_all_allow(string identity, string boundary, string session, string outcome) =>
        Assert.Equal(outcome, new Scenario(Session, "s3:GetObject", Bucket) { Identity = [Allow(identity)], Boundary = [Allow(boundary)], SessionPolicy = [Allow(session)] }.Outcome());

    [Fact]
    public void A_denial_in_any_policy_overrides_every_allow()
    {
        var allowed = new Scenario(Session, "s3:GetObject", Bucket)
        {
            Identity = [Allow("*")], Boundary = [Allow("*")], SessionPolicy = [Allow("*")], ResourcePolicy = [Allow("*", principal: Session)], ServiceControl = [[Allow("*")]],
        };

        Assert.Equal("allowed", allowed.Outcome());
        Assert.Equal("denied by Identity", (allowed with { Identity = [Allow("*"), Deny("s3:Get*")] }).Outcome());
        Assert.Equal("denied by PermissionsBoundary", (allowed with { Boundary = [Allow("*"), Deny("s3:Get*")] }).Outcome());
        Assert.Equal("denied by Session", (allowed with { SessionPolicy = [Allow("*"), Deny("s3:Get*")] }).Outcome());
        Assert.Equal("denied by Resource", (allowed with { ResourcePolicy = [Allow("*", principal: Session), Deny("s3:Get*", principal: Here)] }).Outcome());
        Assert.Equal("denied by ServiceControl", (allowed with { ServiceControl = [[Allow("*")], [Allow("*"), Deny("s3:Get*")]] }).Outcome());
        Assert.Equal("denied by ResourceControl", (allowed with { ResourceControl = [Deny("s3:Get*", principal: "*")] }).Outcome());
    }

    [Theory]
    [InlineData("s3:PutObject", "allowed")]
    [InlineData("iam:CreateUser", "not allowed by PermissionsBoundary")]
    public void Shirley_has_no_more_than_her_boundary(string action, string outcome) =>
        Assert.Equal(outcome, new Scenario("arn:aws:iam::111122223333:user/ShirleyRodriguez", action, "*") { Identity = [Allow("iam:CreateUser"), Allow("s3:*")], Boundary = [Allow("s3:*"), Allow("cloudwatch:*"), Allow("ec2:*")] }.Outcome());

    [Theory]
    [InlineData(true, "allowed")]
    [InlineData(false, "not allowed by Session")]
    public void A_federated_user_has_nothing_without_a_session_policy(bool hasSessionPolicy, string outcome) =>
        Assert.Equal(outcome, new Scenario(Federated, "s3:GetObject", Bucket) { Identity = [Allow("*")], SessionPolicy = hasSessionPolicy ? [Allow("s3:*")] : null }.Outcome());

    [Theory]
    [InlineData(null, null, "allowed")]
    [InlineData("s3:Get*", null, "denied by Resource")]
    [InlineData(null, "s3:Get*", "denied by ServiceControl")]
    public void The_root_user_has_full_access_where_nothing_denies(string? deniedByBucket, string? deniedByOrganization, string outcome) =>
        Assert.Equal(outcome, new Scenario(Root, "s3:GetObject", Bucket)
        {
            ResourcePolicy = deniedByBucket is null ? null : [Deny(deniedByBucket, principal: "*")],
            ServiceControl = deniedByOrganization is null ? [] : [[Allow("*"), Deny(deniedByOrganization)]],
        }.Outcome());

    [Fact]
    public void A_request_about_several_resources_is_allowed_on_all_of_them_or_not()
    {
        var policies = new PrincipalPolicies { Identity = [PolicyOf("identity", Allow("s3:*", "arn:aws:s3:::a/*"), Allow("s3:*", "arn:aws:s3:::b/*"), Deny("s3:*", "arn:aws:s3:::c/*"))] };
        AccessDecision Decide(params string[] buckets) => AccessEvaluator.Decide(new AccessRequest(Principal.Parse(User), "s3:GetObject", [.. buckets.Select(bucket => new RequestedResource($"arn:aws:s3:::{bucket}/x"))], RequestContext.Empty), policies);

        Assert.Equal(["identity#0", "identity#1"], Decide("a", "b").Statements.Select(statement => statement.ToString()));
        Assert.Equal("arn:aws:s3:::d/x", Decide("a", "d", "b").Resource);
        Assert.Equal(AccessOutcome.ExplicitlyDenied, Decide("a", "d", "c").Outcome);
        Assert.Throws<ArgumentException>(() => Decide());
    }

    [Fact]
    public void What_needs_no_permission_is_not_decided_by_policies()
    {
        Assert.Equal("allowed", new Scenario(User, "sts:GetCallerIdentity", "*") { Identity = [Deny("*")] }.Outcome());
        Assert.NotEqual("allowed", new Scenario("anonymous", "sts:GetCallerIdentity", "*").Outcome());
    }

    [Theory]
    [InlineData("iam:DeletePolicy", "arn:aws:iam::aws:policy/AdministratorAccess", "not allowed by ")]
    [InlineData("iam:GetPolicy", "arn:aws:iam::aws:policy/AdministratorAccess", "allowed")]
    [InlineData("iam:UpdateRole", "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/x", "not allowed by ")]
    [InlineData("kms:DeleteAlias", "arn:aws:kms:eu-central-1:111122223333:alias/aws/s3", "not allowed by ")]
    public void What_is_AWSs_own_is_not_changed(string action, string resource, string outcome) => Assert.Equal(outcome, new Scenario(User, action, resource) { Identity = [Allow("*")] }.Outcome());

    [Theory]
    [InlineData("ecs-tasks.amazonaws.com", "allowed")]
    [InlineData("lambda.amazonaws.com", "not allowed by Identity")]
    [InlineData(null, "not allowed by Identity")]
    public void A_role_is_passed_to_services_that_the_policy_names(string? service, string outcome) =>
        Assert.Equal(outcome, new Scenario(Session, "iam:PassRole", "arn:aws:iam::111122223333:role/task")
        {
            Identity = [Allow("iam:PassRole", "arn:aws:iam::*:role/task", condition: """{"StringEquals": {"iam:PassedToService": ["ecs-tasks.amazonaws.com", "ecs.amazonaws.com"]}}""")],
            Context = service is null ? RequestContext.Empty : RequestContext.Of(("iam:PassedToService", service)),
        }.Outcome());
}
