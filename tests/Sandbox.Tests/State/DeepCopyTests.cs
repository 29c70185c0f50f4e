using System.Text.Json;
using System.Text.Json.Nodes;
using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Tests.State;

public sealed class DeepCopyTests
{
    private static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };

    [Fact]
    public void A_copy_holds_the_same_and_shares_nothing_that_can_change()
    {
        var thing = Thing.Example();

        var copy = DeepCopy.Of(thing);
        copy.Tags["a"] = "changed";
        copy.Lines.Add("another");
        copy.Sorted["k"] = 9;
        copy.Numbers[0] = 9;
        copy.Document["x"]!["y"] = 9;
        copy.Inner!.Name = "changed";
        copy.Pairs[0] = ("changed", []);

        Assert.Equal(Text(Thing.Example()), Text(thing));
        Assert.Equal(thing.Moment, copy.Moment);
    }

    [Fact]
    public void Two_references_to_one_thing_are_two_references_to_one_copy()
    {
        var shared = new Thing { Name = "shared" };

        var (first, second) = DeepCopy.Of((shared, shared));

        Assert.Same(first, second);
        Assert.NotSame(shared, first);
    }

    [Fact]
    public void A_copied_dictionary_finds_its_keys_as_the_original_does()
    {
        var names = new Dictionary<string, Thing>(StringComparer.OrdinalIgnoreCase) { ["One"] = new() { Name = "1" } };

        var copy = DeepCopy.Of(names);
        names["two"] = new Thing { Name = "2" };

        Assert.Equal("1", copy["ONE"].Name);
        Assert.False(copy.ContainsKey("two"));
        Assert.Equal(["One"], copy.Keys);
    }

    public static TheoryData<string, object> Queries => new()
    {
        { "a filter", new List<Thing> { Thing.Example() }.Where(thing => thing.Name.Length > 0) },
        { "a projection of a list", new List<Thing> { Thing.Example() }.Select(thing => thing.Name) },
        { "the keys of a dictionary", new Dictionary<string, Thing>().Keys.Select(key => key) },
        { "an iterator", Iterate() },
        { "a query inside", new Holder(Iterate()) },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public void A_query_that_has_not_run_is_refused(string kind, object query) =>
        Assert.Contains("must return what the query finds", Assert.Throws<InvalidOperationException>(() => DeepCopy.Of(query)).Message + kind, StringComparison.Ordinal);

    private static string Text(Thing thing) => JsonSerializer.Serialize(thing, WithFields);

    private static IEnumerable<int> Iterate()
    {
        yield return 1;
    }

    private sealed record Holder(IEnumerable<int> Values);

    private sealed class Thing
    {
        public required string Name { get; set; }

        public Dictionary<string, string> Tags { get; set; } = [];

        public List<string> Lines { get; set; } = [];

        public SortedDictionary<string, int> Sorted { get; set; } = [];

        public int[] Numbers { get; set; } = [];

        public JsonObject Document { get; set; } = [];

        public Thing? Inner { get; set; }

        public List<(string Name, byte[] Value)> Pairs { get; set; } = [];

        public DateTimeOffset? Moment { get; set; }

        public static Thing Example() => new()
        {
            Name = "outer",
            Tags = new Dictionary<string, string> { ["a"] = "b" },
            Lines = ["one"],
            Sorted = new SortedDictionary<string, int> { ["k"] = 1 },
            Numbers = [1, 2],
            Document = new JsonObject { ["x"] = new JsonObject { ["y"] = 1 } },
            Inner = new Thing { Name = "inner" },
            Pairs = [("pair", [1])],
            Moment = DateTimeOffset.UnixEpoch,
        };
    }
}
