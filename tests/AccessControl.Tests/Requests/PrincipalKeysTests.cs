using Notejam.AccessControl.Requests;
using Notejam.AccessControl.Tests.Support;

namespace Notejam.AccessControl.Tests.Requests;

/// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable</summary>
public sealed class PrincipalKeysTests
{
    [Theory]
    [InlineData(Scenario.Root, "Account", Scenario.Root, null, "111122223333")]
    [InlineData("arn:aws:iam::111122223333:user/team/alice", "User", "arn:aws:iam::111122223333:user/team/alice", "alice", "UNIQUE")]
    [InlineData(Scenario.Session, "AssumedRole", Scenario.Role, null, "UNIQUE:run-1")]
    [InlineData(Scenario.Federated, "FederatedUser", Scenario.Federated, null, "111122223333:alice")]
    public void Identities_of_an_account_are_known_by_their_keys(string principal, string type, string arn, string? name, string id)
    {
        var keys = PrincipalKeys.Of(Principal.Parse(principal) with { UniqueId = "UNIQUE" }, new Dictionary<string, string> { ["team"] = "blue" });

        Assert.Equal([type, arn, name, id, "111122223333", "false", "blue"], new[] { "aws:PrincipalType", "aws:PrincipalArn", "aws:username", "aws:userid", "aws:PrincipalAccount", "aws:PrincipalIsAWSService", "aws:PrincipalTag/team" }.Select(key => keys.Find(key)?.Values[0]));
    }

    [Fact]
    public void A_service_is_known_by_its_names()
    {
        var keys = PrincipalKeys.Of(Principal.Parse("events.amazonaws.com"));

        Assert.Equal("true", keys.Find("aws:PrincipalIsAWSService")!.Values[0]);
        Assert.Equal("events.amazonaws.com", keys.Find("aws:PrincipalServiceName")!.Values[0]);
        Assert.True(keys.Find("aws:PrincipalServiceNamesList")!.IsMultivalued);
        Assert.Null(keys.Find("aws:PrincipalArn"));
    }

    [Fact]
    public void Nobody_is_anonymous() => Assert.Equal(["Anonymous", "anonymous", null], new[] { "aws:PrincipalType", "aws:userid", "aws:username" }.Select(key => PrincipalKeys.Of(new Anonymous()).Find(key)?.Values[0]));
}
