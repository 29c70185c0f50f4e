using Notejam.AccessControl.Decisions;
using Notejam.AccessControl.Requests;
using Notejam.AccessControl.Tests.Support;
using static Notejam.AccessControl.Tests.Support.Scenario;

namespace Notejam.AccessControl.Tests.Decisions;

/// <summary>Who may assume a role. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html: trust policies "must explicitly allow access for principals".</summary>
public sealed class TrustTests
{
    private const string Provider = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";

    [Theory]
    [InlineData(User, User, false, "allowed")]
    [InlineData(Session, Role, false, "allowed")]
    [InlineData(User, Root, true, "allowed")]
    [InlineData(User, Root, false, "not allowed by Identity")]
    [InlineData(User, There, true, "not allowed by RoleTrust")]
    [InlineData(User, "ecs-tasks.amazonaws.com", true, "not allowed by RoleTrust")]
    [InlineData("ecs-tasks.amazonaws.com", "ecs-tasks.amazonaws.com", false, "allowed")]
    [InlineData("lambda.amazonaws.com", "ecs-tasks.amazonaws.com", false, "not allowed by RoleTrust")]
    [InlineData(Stranger, There, true, "allowed")]
    [InlineData(Stranger, Stranger, false, "not allowed by Identity")]
    public void A_role_is_assumed_by_whom_it_trusts(string principal, string trusted, bool hasIdentity, string outcome) =>
        Assert.Equal(outcome, new Scenario(principal, "sts:AssumeRole", "arn:aws:iam::111122223333:role/target")
        {
            Kind = ResourcePolicyKind.RoleTrust,
            Identity = hasIdentity ? [Allow("sts:AssumeRole", "arn:aws:iam::111122223333:role/target")] : [],
            ResourcePolicy = [Allow("sts:AssumeRole", null, trusted)],
        }.Outcome());

    [Theory]
    [InlineData("repo:notejam/notejam:ref:refs/heads/main", "sts.amazonaws.com", true)]
    [InlineData("repo:notejam/notejam:environment:production", "sts.amazonaws.com", false)]
    [InlineData("repo:other/notejam:ref:refs/heads/main", "sts.amazonaws.com", false)]
    [InlineData("repo:notejam/notejam:ref:refs/heads/main", "somebody.else", false)]
    public void A_token_is_trusted_by_its_provider_audience_and_subject(string subject, string audience, bool isAllowed)
    {
        const string Trust = $$$"""
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "{{{Provider}}}"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {
              "StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"},
              "StringLike": {"token.actions.githubusercontent.com:sub": "repo:notejam/notejam:ref:refs/heads/*"} } } ]}
            """;
        var role = new RequestedResource("arn:aws:iam::111122223333:role/deploy", Here) { Policy = new ResourcePolicy(ResourcePolicyKind.RoleTrust, AccessControl.Decisions.Policy.Parse("trust", Trust)) };
        var context = RequestContext.Of(("token.actions.githubusercontent.com:sub", subject), ("token.actions.githubusercontent.com:aud", audience));

        Assert.Equal(isAllowed, AccessEvaluator.Decide(new AccessRequest(new ExternalIdentity(Provider, subject), "sts:AssumeRoleWithWebIdentity", role, context), PrincipalPolicies.None).IsAllowed);
    }
}
