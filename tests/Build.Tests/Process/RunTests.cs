using System.Text.Json.Nodes;

namespace Notejam.Build.Tests.Process;

/// <summary>What this build makes of NUKE's ways around a run, with the genuine one and with its stand-in alike.</summary>
public sealed class RunTests : IDisposable
{
    private readonly BuildProcess _build = new();

    public void Dispose() => _build.Dispose();

    // NUKE's Logging.DeleteOldLogFiles opens build.log to empty it (nuke-build/nuke, source/Nuke.Build/Logging.cs).
    [Fact]
    public async Task A_log_that_another_run_has_open_is_left_alone()
    {
        _build.Write(".nuke/temp/build.log", "of another run");
        var path = Path.Combine(_build.Root, ".nuke/temp/build.log");
        using (new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None))
        {
            var (exitCode, output) = await _build.RunAsync(null, "--help");
            Assert.True(exitCode == 0, output);
        }

        Assert.Equal("of another run", await File.ReadAllTextAsync(path));
    }

    // NUKE's HandlePlanRequestsAttribute writes a page and opens a browser.
    [Fact]
    public async Task The_plan_is_printed()
    {
        var (exitCode, output) = await _build.RunAsync(null, "Deploy", "--plan");

        Assert.Equal(0, exitCode);
        Assert.Matches(@"(?s)Plan \(--> depends on.*\n   1\. Preflight\n   2\. Test\n   3\. Image +--> Test, Preflight\n.*\n  11\. Deploy +--> Verify\n", output);
        Assert.False(Directory.Exists(Path.Combine(_build.Root, "artifacts")));
    }

    // NUKE takes any terminal whose name begins with xterm for one that shows colours (Logging.SupportsAnsiOutput).
    [Theory]
    [InlineData("xterm-256color")]
    [InlineData("dumb")]
    public async Task No_colours_are_written_into_a_pipe(string terminal)
    {
        _build.Environment["TERM"] = terminal;
        var (exitCode, output) = await _build.RunAsync(null, "Test", "--suite", "unit");

        Assert.Equal(1, exitCode);
        Assert.Contains("Test", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
    }

    [Theory]
    [InlineData("> /dev/full", "Standard output cannot be written to: No space left on device\n  → Lead it elsewhere")]
    // Neither output takes a line: only the exit code can still tell.
    [InlineData("> /dev/full 2> /dev/full", "")]
    public async Task An_output_that_is_full_is_named(string redirection, string expected)
    {
        _build.Redirection = redirection;
        var (exitCode, output) = await _build.RunAsync(null, "--help");

        Assert.Equal(1, exitCode);
        Assert.StartsWith(expected, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    // On Ctrl-C NUKE calls OnBuildFinished on the signal's thread and again at the end (BuildManager.Finish), and once there was an
    // error it logs without clock and level (Host.WriteErrorsAndWarnings).
    [Fact]
    public async Task A_delivery_that_is_broken_off_is_reported_once_and_with_what_its_last_stage_had_to_say()
    {
        _build.Write("Notejam.slnx", "<Solution />");
        _build.Write("Directory.Solution.targets", """
            <Project>
              <Target Name="Slow" BeforeTargets="Restore;ValidateSolutionConfiguration">
                <Exec Command="touch '$(MSBuildThisFileDirectory)running'; sleep 120" />
              </Target>
            </Project>
            """);
        await _build.CommitAsync();
        _build.InterruptedBy = "running";

        var (exitCode, output) = await _build.RunAsync(null, "Deploy", "--region", "eu-central-1", "--skip", "Preflight");

        Assert.True(exitCode == 130, output);
        var report = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_build.Root, "artifacts/deploy.json")))!;
        var stage = Assert.Single(report["stages"]!.AsArray(), each => (string?)each!["name"] == "Test")!;
        Assert.Equal("Failed", (string?)stage["outcome"]);
        Assert.StartsWith("Interrupted.", (string?)stage["reason"], StringComparison.Ordinal);
        Assert.Matches(@"^\d\d:\d\d:\d\d \[INF\] Release ", Assert.Single(output.Split('\n'), line => line.Contains("Release  ", StringComparison.Ordinal)));
    }

    // BuildExecutor.MarkTargetSkipped: a target that is invoked runs, what it alone depends on does not.
    [Fact]
    public async Task A_target_that_is_named_twice_to_run_and_to_be_skipped_runs_alone()
    {
        await _build.CommitAsync();
        var (exitCode, output) = await _build.RunAsync(null, "Deploy", "--region", "eu-central-1", "--skip", "Deploy");

        Assert.Equal(0, exitCode);
        Assert.Matches(@"Verify +Skipped +// Skipped: because of Deploy", output);
        Assert.Matches(@"Preflight +Skipped +// Skipped: because of Image", output);
        Assert.False(File.Exists(Path.Combine(_build.Root, "artifacts/deploy.json")));
    }
}
