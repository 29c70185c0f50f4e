using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notejam.EndToEnd.Support;

namespace Notejam.EndToEnd.CommandLine;

/// <summary>What nothing foresaw, wherever it is thrown: one line for people, the trace in a file, the report written, and the exit code 1.</summary>
[Trait("Suite", "e2e")]
public sealed class UnexpectedErrorTests(UnexpectedErrorTests.Clone clone) : IClassFixture<UnexpectedErrorTests.Clone>
{
    [Theory]
    [InlineData("stage")]
    [InlineData("thread")]
    [InlineData("report")]
    public async Task A_bug_ends_in_one_line_with_its_trace_in_a_file(string place)
    {
        var report = clone.Copy.PathOf("artifacts/deploy.json");
        Directory.CreateDirectory(Path.GetDirectoryName(report)!);
        File.Delete(report);
        var run = await new BuildScript(clone.Copy.Folder).RunWithAsync(new Dictionary<string, string?> { ["BUG"] = place }, "Deploy", "--region", "eu-central-1", "--sandbox", "--sandbox-endpoint", "http://127.0.0.1:14999", "--skip", "Test");

        run.ExitsWith(1).Says($"Unexpected InvalidCastException: a bug of the {place} (the trace is in ");
        Assert.Contains($"a bug of the {place}\n   at ", await File.ReadAllTextAsync(Regex.Match(run.Output, $@"a bug of the {place} \(the trace is in (?<file>[^)]+)\)").Groups["file"].Value), StringComparison.Ordinal);
        // Its own bug is the one thing that keeps the report from being written.
        if (place != "report") Assert.Equal("Failed", (string?)JsonNode.Parse(await File.ReadAllTextAsync(report))!["outcome"]);
    }

    /// <summary>A clone whose build has bugs that a variable wakes.</summary>
    public sealed class Clone : IAsyncLifetime
    {
        private const string Stage = "build/_build/Stages/IPreflight.cs", Report = "build/_build/Stages/IDeploy.cs";

        public RepositoryCopy Copy { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Copy = await RepositoryCopy.CreateAsync();
            await Copy.ChangeAsync(Stage, "var account = await Pipeline.PrepareAsync(cancellation);", $$"""
                if (Environment.GetEnvironmentVariable("BUG") == "thread")
                {
                    new Thread(() => throw new InvalidCastException("a bug of the thread")).Start();
                    await Task.Delay(TimeSpan.FromMinutes(1), cancellation);
                }

                if (Environment.GetEnvironmentVariable("BUG") is not null) throw new InvalidCastException("a bug of the stage");
                var account = await Pipeline.PrepareAsync(cancellation);
                """);
            const string Begin = "void WriteReport(DateTimeOffset startedAt)\n    {\n";
            await Copy.ChangeAsync(Report, Begin, Begin + """        if (Environment.GetEnvironmentVariable("BUG") == "report") throw new InvalidCastException("a bug of the report");""" + "\n");
            (await new BuildScript(Copy.Folder).RunAsync("--help")).ExitsWith(0);
        }

        public Task DisposeAsync()
        {
            Copy.Dispose();
            return Task.CompletedTask;
        }
    }
}
