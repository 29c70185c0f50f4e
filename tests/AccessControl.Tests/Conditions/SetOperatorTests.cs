using System.Text.Json.Nodes;
using Notejam.AccessControl.Requests;

namespace Notejam.AccessControl.Tests.Conditions;

/// <summary>
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html
/// </summary>
public sealed class SetOperatorTests
{
    [Theory]
    [InlineData("ForAllValues:StringLike", "PostDateTime|Message|Tags", "PostDateTime|Message", true)]
    [InlineData("ForAllValues:StringLike", "PostDateTime|Message|Tags", "PostDateTime|UserName", false)]
    [InlineData("ForAnyValue:StringLike", "ID|PostDateTime", "PostDateTime|Message", true)]
    [InlineData("ForAnyValue:StringLike", "ID|PostDateTime", "UserName", false)]
    [InlineData("ForAnyValue:StringLike", "ID|PostDateTime", "UserName|Message|PostDateTime", true)]
    [InlineData("ForAllValues:StringLike", "key1*|key2*", "key1x|key2", true)]
    [InlineData("ForAllValues:StringNotEquals", "a|b", "c|d", true)]
    [InlineData("ForAllValues:StringNotEquals", "a|b", "c|b", false)]
    [InlineData("ForAnyValue:StringNotEquals", "a|b", "a|c", true)]
    [InlineData("ForAnyValue:StringNotEquals", "a|b", "a|b", false)]
    [InlineData("ForAllValues:ArnLike", "arn:aws:iam::*:role/a*", "arn:aws:iam::111122223333:role/ab", true)]
    [InlineData("ForAnyValue:NumericGreaterThan", "5", "1|9", true)]
    public void Values_count_together(string name, string wanted, string actual, bool holds) => Assert.Equal(holds, Holds(name, wanted, actual.Split('|')));

    [Theory]
    [InlineData("ForAllValues:StringEquals", true)]
    [InlineData("ForAllValues:StringNotEquals", true)]
    [InlineData("ForAnyValue:StringEquals", false)]
    [InlineData("ForAnyValue:StringNotEquals", false)]
    [InlineData("ForAllValues:StringEqualsIfExists", true)]
    [InlineData("ForAnyValue:StringEqualsIfExists", true)]
    public void Without_the_key_all_hold_and_any_does_not(string name, bool holds) => Assert.Equal(holds, Holds(name, "a", null));

    [Theory]
    [InlineData("ForAllValues:StringEquals", true)]
    [InlineData("ForAnyValue:StringEquals", false)]
    [InlineData("ForAnyValue:StringNotEquals", false)]
    public void A_list_of_nothing_and_an_empty_text_are_empty_sets(string name, bool holds)
    {
        Assert.Equal(holds, Holds(name, "a", []));
        Assert.Equal(holds, Holds(name, "a", [""]));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void An_empty_set_is_null(string wanted, bool holds)
    {
        Assert.Equal(holds, Holds("Null", wanted, []));
        Assert.Equal(holds, Holds("Null", wanted, [""]));
        Assert.Equal(!holds, Holds("Null", wanted, ["a"]));
    }

    [Theory]
    [InlineData("StringEquals")]
    [InlineData("StringNotEquals")]
    [InlineData("StringEqualsIfExists")]
    [InlineData("StringLike")]
    public void A_key_of_several_values_needs_a_set_operator(string name) => Assert.False(Holds(name, name == "StringNotEquals" ? "b" : "a", ["a"]));

    [Fact]
    public void A_set_operator_takes_a_single_value_as_a_set_of_one()
    {
        Assert.True(ConditionProbe.Holds("ForAnyValue:StringEquals", "a", "a"));
        Assert.False(ConditionProbe.Holds("ForAllValues:StringEquals", "a", "b"));
    }

    private static bool Holds(string name, string wanted, string[]? actual)
    {
        var condition = new JsonObject { [name] = new JsonObject { ["test:Key"] = new JsonArray([.. wanted.Split('|').Select(value => (JsonNode)value)]) } };
        return ConditionProbe.Holds(condition.ToJsonString(), actual is null ? RequestContext.Empty : RequestContext.Of([KeyValuePair.Create("test:Key", ContextValue.Of(actual))]));
    }
}
