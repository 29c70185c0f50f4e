using Notejam.Infra.Tests.Policy;

namespace Notejam.Infra.Tests.Authorization;

/// <summary>Every statement of every policy beside AWS's Service Authorization Reference.</summary>
[Trait("Suite", "wire")]
[Collection(PlansGroup.Name)]
public sealed class AuthorizationTests(PlansFixture plans)
{
    public static TheoryData<string> Plans => PolicyTests.Plans;

    [Theory]
    [MemberData(nameof(Plans))]
    public void Every_action_that_a_policy_names_exists(string plan) => AssertNone(plans[plan].Statements.SelectMany(Grants.Unknown));

    [Theory]
    [MemberData(nameof(Plans))]
    public void Every_action_is_allowed_on_something_that_it_can_be_about(string plan) => AssertNone(plans[plan].Statements.SelectMany(Grants.Vain));

    [Theory]
    [MemberData(nameof(Plans))]
    public void Every_condition_looks_at_what_a_request_of_its_action_has(string plan) => AssertNone(plans[plan].Statements.SelectMany(Grants.Absent));

    [Theory]
    [InlineData("plan")]
    [InlineData("deploy")]
    [InlineData("drill")]
    [InlineData("failover")]
    public void A_role_may_act_on_all_that_each_call_is_about(string role)
    {
        var attached = plans["account"].Resources.Where(resource => resource.Type == "aws_iam_role_policy_attachment").Select(resource => resource.Address.Split('"')[1].Split('/'))
            .Where(names => names[0] == role).Select(names => $"aws_iam_policy.this[\"{names[1]}\"]").ToList();
        var statements = plans["account"].Statements.Where(statement => attached.Any(policy => statement.Source.Contains(policy, StringComparison.Ordinal))).ToList();

        Assert.NotEmpty(statements);
        AssertNone(Grants.Incomplete(role, statements));
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("recovery")]
    [InlineData("eu-central-1")]
    [InlineData("eu-west-2")]
    public void What_a_stack_gives_its_roles_lies_within_the_boundary(string plan)
    {
        var boundary = plans["account"].Statements.Where(statement => statement.Source.Contains("aws_iam_policy.boundary", StringComparison.Ordinal)).SelectMany(statement => statement.Actions).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var given = plans[plan].Statements.Where(statement => statement is { Effect: "Allow", Principals: [] }).ToList();

        Assert.NotEmpty(boundary);
        Assert.NotEmpty(given);
        AssertNone(given.SelectMany(statement => statement.Actions.Where(action => !boundary.Contains(action)).Select(action => $"{statement.Source}: {action} is outside of the boundary")));
    }

    private static void AssertNone(IEnumerable<string> violations) => Assert.Equal("", string.Join('\n', violations.Distinct()));
}
