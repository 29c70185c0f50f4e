using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecs.Running;

namespace Notejam.Sandbox.Tests.Ecs;

[Trait("Suite", "unit")]
public sealed class ProcessorShareTests
{
    [Theory]
    [InlineData("512", "a:0", "a", 8192)]
    [InlineData("512", "a", "a", 8192)]
    [InlineData("16384", "a", "a", 262144)]
    [InlineData("512", "a:0 b:0", "b", 4096)]
    [InlineData("512", "a:384 b:128", "a", 6144)]
    [InlineData("512", "a:384 b c", "b", 1024)]
    [InlineData("512", "a:384 b c", "a", 6144)]
    // Everything is reserved by others: next to nothing, as on AWS.
    [InlineData("256", "a:256 b", "b", 16)]
    [InlineData("256", "a:1", "a", 4096)]
    // Without units of the task, its containers' own count.
    [InlineData(null, "a:256 b", "a", 4096)]
    [InlineData(null, "a:256 b", "b", 0)]
    public void A_container_has_what_it_reserves_or_its_part_of_the_rest(string? task, string containers, string container, long weight)
    {
        var definition = new JsonObject
        {
            ["cpu"] = task,
            ["containerDefinitions"] = new JsonArray([.. containers.Split(' ').Select(text => text.Split(':')).Select(parts =>
                new JsonObject { ["name"] = parts[0], ["cpu"] = parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : null })]),
        };
        Assert.Equal(weight, ProcessorShare.Of(definition, container));
    }

    [Theory]
    [InlineData("cgroupfs", "/")]
    [InlineData("systemd", "")]
    [InlineData("none", "")]
    [InlineData(null, "")]
    public void Weights_are_held_against_the_whole_machine_where_the_engine_can(string? driver, string parent) =>
        Assert.Equal(parent, ProcessorShare.Parent(driver));
}
