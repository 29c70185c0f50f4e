using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Tests.Gateway;

public sealed class QueryParametersTests
{
    [Fact]
    public void Lists_are_ordered_by_number_not_by_text()
    {
        var query = Of(("Ids.member.10", "j"), ("Ids.member.2", "b"), ("Ids.member.1", "a"));

        Assert.Equal(["a", "b", "j"], query.Strings("Ids"));
    }

    [Fact]
    public void Lists_are_found_under_their_own_member_name_too()
    {
        Assert.Equal(["s1"], Of(("SubnetIds.SubnetIdentifier.1", "s1")).Strings("SubnetIds", "SubnetIdentifier"));
        Assert.Equal(["s1"], Of(("SubnetIds.member.1", "s1")).Strings("SubnetIds", "SubnetIdentifier"));
    }

    [Fact]
    public void Structures_carry_their_own_parameters()
    {
        var tags = Of(("Tags.Tag.1.Key", "a"), ("Tags.Tag.1.Value", "1"), ("Tags.Tag.2.Key", "b")).Structures("Tags", "Tag");

        Assert.Equal([("a", "1"), ("b", null)], tags.Select(tag => (tag.Required("Key"), tag["Value"])));
    }

    [Fact]
    public void What_is_required_and_absent_is_named()
    {
        var error = Assert.Throws<AwsException>(() => Of().Required("DBInstanceIdentifier"));

        Assert.Equal("MissingParameter", error.Code);
        Assert.Contains("DBInstanceIdentifier", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("false", false)]
    [InlineData("", null)]
    public void Truth_values_are_read_in_any_case(string text, bool? expected) => Assert.Equal(expected, Of(("Force", text)).Bool("Force"));

    [Fact]
    public void An_empty_list_counts_as_given()
    {
        Assert.True(Of(("SecurityGroups", "")).Has("SecurityGroups"));
        Assert.True(Of(("SecurityGroups.member.1", "a")).Has("SecurityGroups"));
        Assert.False(Of(("SecurityGroupsX", "a")).Has("SecurityGroups"));
    }

    private static QueryParameters Of(params (string Name, string Value)[] values) => new(values.ToDictionary(pair => pair.Name, pair => pair.Value));
}
