using Notejam.AccessControl.Requests;

namespace Notejam.AccessControl.Tests.Conditions;

/// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html</summary>
public sealed class ConditionBlockTests
{
    private const string Both = """{"StringEquals": {"aws:PrincipalTag/department": "finance", "aws:PrincipalTag/role": ["audit", "controlling"]}, "Bool": {"aws:SecureTransport": true}}""";

    [Theory]
    [InlineData("finance", "audit", "true", true)]
    [InlineData("finance", "controlling", "true", true)]
    [InlineData("finance", "sales", "true", false)]
    [InlineData("sales", "audit", "true", false)]
    [InlineData("finance", "audit", "false", false)]
    public void Operators_and_keys_must_all_hold_and_values_are_alternatives(string department, string role, string secure, bool holds) =>
        Assert.Equal(holds, ConditionProbe.Holds(Both, RequestContext.Of(("aws:PrincipalTag/department", department), ("aws:PrincipalTag/role", role), ("aws:SecureTransport", secure))));

    [Fact]
    public void Names_of_keys_are_the_same_in_upper_and_lower_case() =>
        Assert.True(ConditionProbe.Holds("""{"StringEquals": {"AWS:sourceip": "x", "aws:PrincipalTag/COST": "y"}}""", RequestContext.Of(("aws:SourceIp", "x"), ("aws:principaltag/cost", "y"))));

    [Theory]
    [InlineData("""{"NumericLessThanEquals": {"s3:max-keys": 10}}""", "10")]
    [InlineData("""{"Null": {"s3:max-keys": false}}""", "10")]
    [InlineData("""{"NumericEquals": {"s3:max-keys": [1, 10]}}""", "10")]
    public void Quotation_marks_are_optional_for_numbers_and_truth(string condition, string actual) => Assert.True(ConditionProbe.Holds(condition, RequestContext.Of(("s3:max-keys", actual))));

    [Fact]
    public void The_same_key_may_stand_under_several_operators()
    {
        const string Range = """{"NumericGreaterThan": {"s3:max-keys": 5}, "NumericLessThan": {"s3:max-keys": 10}}""";

        Assert.True(ConditionProbe.Holds(Range, RequestContext.Of(("s3:max-keys", "7"))));
        Assert.False(ConditionProbe.Holds(Range, RequestContext.Of(("s3:max-keys", "3"))));
    }

    [Fact]
    public void What_a_resource_has_stands_before_what_the_request_has()
    {
        var context = RequestContext.Of(("aws:ResourceTag/team", "blue")).Over(RequestContext.Of(("aws:ResourceTag/team", "red"), ("aws:SourceIp", "x")));

        Assert.Equal(["blue"], context.Find("AWS:resourcetag/team")!.Values);
        Assert.Equal(["x"], context.Find("aws:SourceIp")!.Values);
        Assert.Null(context.Find("aws:Nothing"));
    }
}
