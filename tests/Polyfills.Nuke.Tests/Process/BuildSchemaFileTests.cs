using System.Text.Json.Nodes;

namespace Polyfills.Nuke.Tests.Process;

public sealed class BuildSchemaFileTests : IDisposable
{
    private static readonly DateTime LongAgo = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly SampleBuildRun _build = new();

    private string Schema => Path.Combine(_build.Root, ".nuke", "build.schema.json");

    public void Dispose() => _build.Dispose();

    [Theory]
    [InlineData("Make", 0)]
    [InlineData("--help", 0)]
    [InlineData("--plan", 255)]
    public void Whatever_is_run_writes_it(string arguments, int exitCode)
    {
        Assert.Equal(exitCode, _build.Run(arguments).ExitCode);

        var own = JsonNode.Parse(File.ReadAllText(Schema))!["allOf"]![0]!["properties"]!;
        Assert.Equal("How many to make", (string)own["Count"]!["description"]!);
        Assert.Equal("Secrets must be entered via 'nuke :secrets [profile]'", (string)own["ApiToken"]!["default"]!);
        Assert.Equal("Where to publish", (string)own["PublishChannel"]!["description"]!);
    }

    [Fact]
    public void One_of_an_older_build_is_replaced()
    {
        File.WriteAllText(Schema, "{}");
        File.SetLastWriteTimeUtc(Schema, LongAgo);

        _build.Run("Make");

        Assert.Contains("ApiToken", File.ReadAllText(Schema), StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_younger_than_the_build_is_not_looked_at()
    {
        File.WriteAllText(Schema, "{}");

        _build.Run("Make");

        Assert.Equal("{}", File.ReadAllText(Schema));
    }

    [Fact]
    public void One_of_the_same_content_stays_whatever_its_line_ends_and_is_young_again()
    {
        _build.Run("Make");
        var windows = File.ReadAllText(Schema).ReplaceLineEndings("\r\n");
        File.WriteAllText(Schema, windows);
        File.SetLastWriteTimeUtc(Schema, LongAgo);

        _build.Run("Make");

        Assert.Equal(windows, File.ReadAllText(Schema));
        Assert.True(File.GetLastWriteTimeUtc(Schema) > LongAgo);
    }

    [Fact]
    public void Where_it_cannot_be_written_the_build_runs_all_the_same()
    {
        Directory.CreateDirectory(Schema);

        var (exitCode, output) = _build.Run("Make");

        Assert.Equal(0, exitCode);
        Assert.DoesNotContain("build.schema.json", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_to_it_is_no_parameter()
    {
        _build.WriteParameters("""{ "$schema": "./build.schema.json", "Count": 3 }""");

        var (exitCode, output) = _build.Run("Make", "--verbosity", "verbose");

        Assert.Equal(0, exitCode);
        Assert.Contains("Made 3", output, StringComparison.Ordinal);
        Assert.DoesNotContain("$schema", output, StringComparison.Ordinal);
    }
}
