using Notejam.Polyfills.Aws.Generator.Json;

namespace Notejam.Polyfills.Aws.Tests.Generator;

public sealed class JsonReaderTests
{
    [Theory]
    [InlineData("null", null)]
    [InlineData("true", true)]
    [InlineData(" false ", false)]
    [InlineData("0", 0.0)]
    [InlineData("-12.5e2", -1250.0)]
    [InlineData("\"\"", "")]
    [InlineData("\uFEFF\"after a byte order mark\"", "after a byte order mark")]
    [InlineData("\"\\\"\\\\\\/\\n\\t\\r\\b\\f\"", "\"\\/\n\t\r\b\f")]
    [InlineData("\"\\u00fc\\ud83d\\ude00\"", "ü😀")]
    public void Values_are_read(string json, object? expected) => Assert.Equal(expected, JsonReader.Parse(json));

    [Fact]
    public void Objects_and_arrays_nest()
    {
        var root = Assert.IsType<JsonObject>(JsonReader.Parse("""{ "a": [ { "b": "c" }, [], {} ], "yes": true }"""));

        var items = root.Array("a")!;
        Assert.Equal("c", Assert.IsType<JsonObject>(items[0]).Text("b"));
        Assert.Empty(Assert.IsType<List<object?>>(items[1]));
        Assert.Empty(Assert.IsType<JsonObject>(items[2]).Members);
        Assert.True(root.Flag("yes"));
    }

    [Fact]
    public void Members_keep_their_order()
    {
        var root = Assert.IsType<JsonObject>(JsonReader.Parse("""{"z":1,"a":2,"m":3}"""));
        Assert.Equal(["z", "a", "m"], root.Members.Select(member => member.Key));
    }

    [Fact]
    public void Absent_members_are_null_false_or_none()
    {
        var empty = new JsonObject();
        Assert.Null(empty["a"]);
        Assert.Null(empty.Text("a"));
        Assert.Null(empty.Object("a"));
        Assert.Null(empty.Array("a"));
        Assert.False(empty.Flag("a"));
        Assert.Empty(empty.Texts("a"));
        Assert.Empty(empty.Objects("a"));
    }

    [Theory]
    [InlineData("", "unexpected end at 0")]
    [InlineData("{", "expected a member name at 1")]
    [InlineData("{\"a\" 1}", "expected : at 5")]
    [InlineData("{\"a\":1 \"b\":2}", "expected , or } at 7")]
    [InlineData("{\"a\":1,\"a\":2}", "member a appears twice")]
    [InlineData("[1 2]", "expected , or ] at 3")]
    [InlineData("[1,]", "unexpected character at 3")]
    [InlineData("tru", "unexpected word at 0")]
    [InlineData("1.2.3", "bad number 1.2.3 at 5")]
    [InlineData("\"open", "unterminated string at 5")]
    [InlineData("\"\\x\"", "unknown escape \\x at 3")]
    [InlineData("\"\\u00zz\"", "bad escape \\u00zz at 3")]
    [InlineData("\"\\u00", "unterminated string at 3")]
    [InlineData("1 2", "trailing data at 2")]
    public void Bad_text_is_refused_with_its_place(string json, string problem)
    {
        var exception = Assert.Throws<FormatException>(() => JsonReader.Parse(json));
        Assert.Equal("JSON: " + problem, exception.Message);
    }

    [Fact]
    public void A_required_member_that_is_absent_is_named()
    {
        Assert.Contains("apiVersion", Assert.Throws<FormatException>(() => new JsonObject().RequiredText("apiVersion")).Message, StringComparison.Ordinal);
        Assert.Contains("metadata", Assert.Throws<FormatException>(() => new JsonObject().RequiredObject("metadata")).Message, StringComparison.Ordinal);
    }
}
