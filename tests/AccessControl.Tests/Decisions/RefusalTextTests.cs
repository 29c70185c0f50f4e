using Notejam.AccessControl.Requests;
using Notejam.AccessControl.Tests.Support;
using static Notejam.AccessControl.Tests.Support.Scenario;

namespace Notejam.AccessControl.Tests.Decisions;

/// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html</summary>
public sealed class RefusalTextTests
{
    private const string JohnDoe = "arn:aws:iam::123456789012:user/JohnDoe";
    private const string Group = "arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:x";
    private const string Refusal = $"User: {JohnDoe} is not authorized to perform: codedeploy:ListDeployments on resource: {Group} ";
    private static readonly Scenario Asks = new(JohnDoe, "codedeploy:ListDeployments", Group) { Account = "123456789012", Identity = [Allow("*")] };

    [Fact]
    public void A_missing_allow_is_told_with_the_policy_type()
    {
        Assert.Equal(Refusal + "because no identity-based policy allows the codedeploy:ListDeployments action", (Asks with { Identity = [] }).Decide().Message);
        Assert.Equal(Refusal + "because no permissions boundary allows the codedeploy:ListDeployments action", (Asks with { Boundary = [Allow("s3:*")] }).Decide().Message);
        Assert.Equal(Refusal + "because no session policy allows the codedeploy:ListDeployments action", (Asks with { SessionPolicy = [Allow("s3:*")] }).Decide().Message);
        Assert.Equal(Refusal + "because no service control policy allows the codedeploy:ListDeployments action", (Asks with { ServiceControl = [[Allow("s3:*")]] }).Decide().Message);
        Assert.Equal(Refusal + "because no resource-based policy allows the codedeploy:ListDeployments action", (Asks with { Account = There }).Decide().Message);
        Assert.Equal(Refusal + "because no role trust policy allows the codedeploy:ListDeployments action", (Asks with { Kind = ResourcePolicyKind.RoleTrust }).Decide().Message);
    }

    [Fact]
    public void A_denial_is_told_with_the_policy_type()
    {
        const string Action = "codedeploy:*";

        Assert.Equal(Refusal + "with an explicit deny in an identity-based policy", (Asks with { Identity = [Deny(Action)] }).Decide().Message);
        Assert.Equal(Refusal + "with an explicit deny in a permissions boundary", (Asks with { Boundary = [Deny(Action)] }).Decide().Message);
        Assert.Equal(Refusal + "with an explicit deny in a session policy", (Asks with { SessionPolicy = [Deny(Action)] }).Decide().Message);
        Assert.Equal(Refusal + "with an explicit deny in a resource-based policy", (Asks with { ResourcePolicy = [Deny(Action, principal: "*")] }).Decide().Message);
        Assert.Equal(Refusal + "with an explicit deny in the role trust policy", (Asks with { Kind = ResourcePolicyKind.RoleTrust, ResourcePolicy = [Deny(Action, principal: "*")] }).Decide().Message);
        Assert.Equal(Refusal + "with an explicit deny in a service control policy", (Asks with { ServiceControl = [[Deny(Action)]] }).Decide().Message);
        Assert.Equal(Refusal + "with an explicit deny in a resource control policy", (Asks with { ResourceControl = [Deny(Action, principal: "*")] }).Decide().Message);
    }

    [Fact]
    public void Sessions_services_and_nobody_are_called_user_too()
    {
        Assert.StartsWith($"User: {Session} is not", new Scenario(Session, "ecs:RunTask", "*").Decide().Message, StringComparison.Ordinal);
        Assert.StartsWith("User: events.amazonaws.com is not", new Scenario("events.amazonaws.com", "sns:Publish", "*").Decide().Message, StringComparison.Ordinal);
        Assert.StartsWith("User: anonymous is not", new Scenario("anonymous", "s3:GetObject", Bucket).Decide().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_allowed_is_told_with_the_statements_that_let_it_pass() =>
        Assert.Equal($"s3:GetObject on {Bucket} is allowed to {User} by identity#0, boundary#0", new Scenario(User, "s3:GetObject", Bucket) { Identity = [Allow("*")], Boundary = [Allow("*")] }.Decide().Message);
}
