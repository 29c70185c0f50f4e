using Notejam.Pipeline.Testing;

namespace Notejam.Pipeline.Tests.Testing;

public sealed class TestLanesTests
{
    [Theory]
    [InlineData("EndToEnd Infra.Tests Machine.Tests Notejam.Tests Sandbox.Tests", "Machine.Tests+Sandbox.Tests+EndToEnd | Infra.Tests+Notejam.Tests")]
    [InlineData("Infra.Tests Notejam.Tests", "Infra.Tests+Notejam.Tests")]
    [InlineData("Machine.Tests", "Machine.Tests")]
    [InlineData("EndToEnd", "EndToEnd")]
    [InlineData("", "")]
    public void Those_of_the_engine_follow_each_other_beside_the_rest(string projects, string expected) =>
        Assert.Equal(expected, string.Join(" | ", TestLanes.Of(projects.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(lane => string.Join('+', lane))));
}
