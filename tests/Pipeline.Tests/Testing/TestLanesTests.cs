using Notejam.Pipeline.Testing;

namespace Notejam.Pipeline.Tests.Testing;

public sealed class TestLanesTests
{
    [Theory]
    [InlineData("EndToEnd Infra.Tests Machine.Tests Notejam.Tests Sandbox.Tests Tools.Tests", "Machine.Tests+EndToEnd | Infra.Tests+Notejam.Tests+Tools.Tests+Sandbox.Tests")]
    [InlineData("Infra.Tests Notejam.Tests", "Infra.Tests+Notejam.Tests")]
    [InlineData("Machine.Tests", "Machine.Tests")]
    [InlineData("EndToEnd", "EndToEnd")]
    [InlineData("", "")]
    public void The_whole_pipeline_is_told_beside_its_parts_and_the_sandbox_comes_after_them(string projects, string expected) =>
        Assert.Equal(expected, string.Join(" | ", TestLanes.Of(projects.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(lane => string.Join('+', lane))));
}
