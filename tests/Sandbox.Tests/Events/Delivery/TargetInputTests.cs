using System.Text.Json.Nodes;
using Notejam.Sandbox.Events.Delivery;

namespace Notejam.Sandbox.Tests.Events.Delivery;

public sealed class TargetInputTests
{
    private const string Happened = """{"id":"1","detail":{"name":"say \"hi\"","count":5,"list":[{"a":1},{"a":2}]}}""";

    [Theory]
    [InlineData("""{}""", Happened)]
    [InlineData("""{"Input":"{\"constant\":true}"}""", """{"constant":true}""")]
    [InlineData("""{"InputPath":"$.detail.list[1]"}""", """{"a":2}""")]
    [InlineData("""{"InputTransformer":{"InputPathsMap":{"n":"$.detail.name","c":"$.detail.count"},"InputTemplate":"{\"text\": \"<n> <c>\", \"name\": <n>, \"count\": <c>}"}}""",
        """{"text":"say \"hi\" 5","name":"say \"hi\"","count":5}""")]
    [InlineData("""{"InputTransformer":{"InputPathsMap":{"gone":"$.detail.gone"},"InputTemplate":"{\"gone\": <gone>}"}}""", """{"gone":null}""")]
    [InlineData("""{"InputTransformer":{"InputPathsMap":{"c":"$.detail.count"},"InputTemplate":"count is <c>"}}""", "\"count is 5\"")]
    public void A_target_gets_the_event_a_part_of_it_a_constant_or_a_template(string target, string input) => Assert.Equal(
        JsonNode.Parse(input)!.ToJsonString(),
        JsonNode.Parse(TargetInput.Of(JsonNode.Parse(target)!.AsObject(), JsonNode.Parse(Happened)!.AsObject()))!.ToJsonString());
}
