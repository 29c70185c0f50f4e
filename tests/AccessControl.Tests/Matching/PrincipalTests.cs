using Notejam.AccessControl.Matching;
using Notejam.AccessControl.Policies;
using Notejam.AccessControl.Requests;
using Notejam.AccessControl.Tests.Support;

namespace Notejam.AccessControl.Tests.Matching;

/// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html</summary>
public sealed class PrincipalTests
{
    [Theory]
    [InlineData(Scenario.User, "*", PrincipalMatch.Direct)]
    [InlineData(Scenario.User, Scenario.User, PrincipalMatch.Direct)]
    [InlineData(Scenario.User, "arn:aws:iam::111122223333:user/Alice", PrincipalMatch.None)]
    [InlineData(Scenario.User, "arn:aws:iam::111122223333:user/*", PrincipalMatch.None)]
    [InlineData(Scenario.User, "111122223333", PrincipalMatch.Account)]
    [InlineData(Scenario.User, Scenario.Root, PrincipalMatch.Account)]
    [InlineData(Scenario.User, "444455556666", PrincipalMatch.None)]
    [InlineData(Scenario.Session, Scenario.Session, PrincipalMatch.Direct)]
    [InlineData(Scenario.Session, Scenario.Role, PrincipalMatch.Behind)]
    [InlineData(Scenario.Session, "arn:aws:iam::111122223333:role/service/deploy", PrincipalMatch.Behind)]
    [InlineData(Scenario.Session, "arn:aws:iam::111122223333:role/predeploy", PrincipalMatch.None)]
    [InlineData(Scenario.Session, "arn:aws:iam::444455556666:role/deploy", PrincipalMatch.None)]
    [InlineData(Scenario.Session, "arn:aws:sts::111122223333:assumed-role/deploy/run-2", PrincipalMatch.None)]
    [InlineData(Scenario.Session, Scenario.Root, PrincipalMatch.Account)]
    [InlineData(Scenario.Role, Scenario.Role, PrincipalMatch.Behind)]
    [InlineData(Scenario.Federated, Scenario.Federated, PrincipalMatch.Direct)]
    [InlineData(Scenario.Federated, Scenario.User, PrincipalMatch.Behind)]
    [InlineData(Scenario.Root, Scenario.Root, PrincipalMatch.Account)]
    [InlineData("events.amazonaws.com", "*", PrincipalMatch.Direct)]
    [InlineData("events.amazonaws.com", "111122223333", PrincipalMatch.None)]
    public void A_policy_means_a_principal_more_or_less_nearly(string principal, string written, PrincipalMatch match) =>
        Assert.Equal(match, new PrincipalPattern(new PolicyPrincipal(PolicyPrincipalKind.AWS, written)).Match(Principal.Parse(principal)));

    [Theory]
    [InlineData("events.amazonaws.com", "events.amazonaws.com", true)]
    [InlineData("events.amazonaws.com", "sns.amazonaws.com", false)]
    [InlineData(Scenario.User, "events.amazonaws.com", false)]
    public void A_service_is_named_as_such(string principal, string written, bool matches) =>
        Assert.Equal(matches, new PrincipalPattern(new PolicyPrincipal(PolicyPrincipalKind.Service, written)).Match(Principal.Parse(principal)) == PrincipalMatch.Direct);

    [Fact]
    public void A_provider_means_those_whom_it_vouches_for()
    {
        const string Provider = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
        var pattern = new PrincipalPattern(new PolicyPrincipal(PolicyPrincipalKind.Federated, Provider));

        Assert.Equal(PrincipalMatch.Direct, pattern.Match(new ExternalIdentity(Provider, "repo:a/b:ref:refs/heads/main")));
        Assert.Equal(PrincipalMatch.None, pattern.Match(new ExternalIdentity("accounts.google.com", "x")));
        Assert.Equal(PrincipalMatch.None, pattern.Match(Principal.Parse(Scenario.User)));
    }

    [Fact]
    public void A_canonical_user_id_means_an_account()
    {
        var pattern = new PrincipalPattern(new PolicyPrincipal(PolicyPrincipalKind.CanonicalUser, "79a59df9"));

        Assert.Equal(PrincipalMatch.Account, pattern.Match(Principal.Parse(Scenario.User) with { CanonicalUserId = "79a59df9" }));
        Assert.Equal(PrincipalMatch.None, pattern.Match(Principal.Parse(Scenario.User)));
    }

    [Fact]
    public void A_unique_id_means_the_user_or_role_that_has_it()
    {
        static PrincipalMatch Match(Principal principal) => new PrincipalPattern(new PolicyPrincipal(PolicyPrincipalKind.AWS, "AROAEXAMPLEID")).Match(principal with { UniqueId = "AROAEXAMPLEID" });

        Assert.Equal(PrincipalMatch.Behind, Match(Principal.Parse(Scenario.Session)));
        Assert.Equal(PrincipalMatch.Direct, Match(Principal.Parse(Scenario.User)));
    }

    [Fact]
    public void A_role_whose_path_is_known_is_not_one_of_another_path()
    {
        var session = new RoleSession("arn:aws:iam::111122223333:role/service/deploy", "run-1");

        Assert.Equal(Scenario.Session, session.Name);
        Assert.Equal(PrincipalMatch.Behind, session.MatchOf("arn:aws:iam::111122223333:role/service/deploy"));
        Assert.Equal(PrincipalMatch.None, session.MatchOf(Scenario.Role));
    }

    [Theory]
    [InlineData(Scenario.User, "allowed")]
    [InlineData("arn:aws:iam::111122223333:user/bob", "denied by Resource")]
    [InlineData(Scenario.Session, "allowed")]
    [InlineData("arn:aws:sts::111122223333:assumed-role/other/x", "denied by Resource")]
    [InlineData(Scenario.Stranger, "denied by Resource")]
    [InlineData("anonymous", "denied by Resource")]
    public void NotPrincipal_means_everybody_else(string principal, string outcome)
    {
        const string Deny = $$"""{"Effect": "Deny", "NotPrincipal": {"AWS": ["{{Scenario.User}}", "{{Scenario.Role}}"]}, "Action": "s3:*", "Resource": "*"}""";

        Assert.Equal(outcome, new Scenario(principal, "s3:GetObject", Scenario.Bucket) { ResourcePolicy = [Scenario.Allow("*", principal: "*"), Deny] }.Outcome());
    }

    [Fact]
    public void NotPrincipal_with_Deny_denies_whoever_has_a_boundary()
    {
        const string Deny = $$"""{"Effect": "Deny", "NotPrincipal": {"AWS": "{{Scenario.User}}"}, "Action": "s3:*", "Resource": "*"}""";

        Assert.Equal("denied by Resource", new Scenario(Scenario.User, "s3:GetObject", Scenario.Bucket) { Identity = [Scenario.Allow("*")], Boundary = [Scenario.Allow("*")], ResourcePolicy = [Deny] }.Outcome());
    }

    [Theory]
    [InlineData("arn:aws:s3:::bucket")]
    [InlineData("alice")]
    [InlineData("arn:aws:iam::111122223333:group/admins")]
    [InlineData("arn:aws:sts::111122223333:assumed-role/deploy")]
    public void What_is_no_principal_is_refused(string text) => Assert.Throws<FormatException>(() => Principal.Parse(text));
}
