namespace Polyfills.Nuke.Tests.Process;

public sealed class BuildProcessTests : IDisposable
{
    // What a process returns of -1.
    private const int Failure = 255;

    private readonly SampleBuildRun _build = new();

    public void Dispose() => _build.Dispose();

    [Fact]
    public void The_default_target_runs_when_none_is_named()
    {
        var (exitCode, output) = _build.Run("--publish-channel", "stable", "--configuration", "release");

        Assert.Equal(0, exitCode);
        Assert.Contains("Published Release to stable", output, StringComparison.Ordinal);
        Assert.Contains("Build succeeded", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_are_named_by_position_or_option_whatever_the_case()
    {
        Assert.Contains("Made 1", _build.Run("make").Output, StringComparison.Ordinal);
        var (_, output) = _build.Run("--target", "make+publish");
        Assert.Contains("Made 1", output, StringComparison.Ordinal);
        Assert.Contains("Published", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_shows_targets_and_parameters_and_runs_nothing()
    {
        var (exitCode, output) = _build.Run("--help");

        Assert.Equal(0, exitCode);
        Assert.Contains("  Publish (default)", output, StringComparison.Ordinal);
        Assert.Contains("    Makes things", output, StringComparison.Ordinal);
        Assert.Matches(@"  Check +-> Make", output);
        Assert.Matches(@"  --publish-channel +Where to publish\.", output);
        Assert.Matches(@"  --api-token +<no description>", output);
        Assert.DoesNotContain("CleanUp", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Published", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_is_refused_and_runs_nothing()
    {
        var (exitCode, output) = _build.Run("Check", "--plan");

        Assert.Equal(Failure, exitCode);
        Assert.Contains("--plan: this engine shows no plan in a browser", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Made", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failing_target_ends_the_build_with_its_first_line_in_the_table()
    {
        var (exitCode, output) = _build.Run("Break");

        Assert.Equal(Failure, exitCode);
        // How long they took is the machine's affair.
        Assert.Matches(@"Make +Succeeded +(< 1sec|\d+:\d\d) +// Made: 1", output);
        Assert.Matches(@"Break +Failed +(< 1sec|\d+:\d\d) +// InvalidOperationException: it broke\r?\n", output);
        Assert.Contains("Errors & Warnings", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assured_target_runs_after_a_failure()
    {
        var (exitCode, output) = _build.Run("Break", "CleanUp");

        Assert.Equal(Failure, exitCode);
        Assert.Contains("Cleaned up", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_target_is_answered_with_the_nearest_and_all()
    {
        var (exitCode, output) = _build.Run("Publis");

        Assert.Equal(Failure, exitCode);
        Assert.Contains("'Publis' does not exist. Did you mean 'Publish'?", output, StringComparison.Ordinal);
        Assert.Contains("  - Make", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_required_parameter_is_one_message_and_nothing_runs()
    {
        var (exitCode, output) = _build.Run("Make", "Upload");

        Assert.Equal(Failure, exitCode);
        Assert.Contains(
            "Target 'Upload' requires member 'ApiToken' to be not null or empty: give --api-token",
            output,
            StringComparison.Ordinal);
        Assert.DoesNotContain("Made", output, StringComparison.Ordinal);
        Assert.Matches(@"Make +NotRun", output);
    }

    [Fact]
    public void A_condition_that_does_not_hold_is_named()
    {
        var (exitCode, output) = _build.Run("Small", "--count", "12");

        Assert.Equal(Failure, exitCode);
        Assert.Contains("Target 'Small' requires '", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_skipped_target_says_why()
    {
        Assert.Matches(@"Make +Skipped +// Skipped: via parameter", _build.Run("Check", "--skip", "--count", "2").Output);
        Assert.Matches(@"Check +Skipped +// OnlyWhen: Count > 1", _build.Run("Check").Output);
    }

    [Fact]
    public void A_number_that_is_none_is_a_warning()
    {
        var (exitCode, output) = _build.Run("Make", "--count", "many");

        Assert.Equal(0, exitCode);
        Assert.Contains("Could not inject value for Build.Count", output, StringComparison.Ordinal);
        Assert.Contains("Made 1", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_exit_code_that_the_build_sets_is_the_process_s()
    {
        Assert.Equal(7, _build.Run("Seven").ExitCode);
    }

    [Fact]
    public void Continue_skips_what_succeeded_before_the_failure()
    {
        _build.Run("Break");

        var (_, output) = _build.Run("Break", "--continue");

        Assert.Matches(@"Make +Skipped", output);
    }

    [Fact]
    public void Quiet_hides_the_log()
    {
        Assert.DoesNotContain("Made 1 in", _build.Run("Make", "--verbosity", "quiet").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_build_server_targets_fold_and_configurations_are_releases()
    {
        var (_, output) = _build.Run("--host", "GitHubActions");

        Assert.Contains("::group::Publish", output, StringComparison.Ordinal);
        Assert.Contains("Published Release", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Outside_of_a_root_the_message_says_how_to_make_one()
    {
        Directory.Delete(Path.Combine(_build.Root, ".nuke"), recursive: true);

        var (exitCode, output) = _build.Run("Make");

        Assert.Equal(Failure, exitCode);
        Assert.Contains("Could not locate '.nuke'", output, StringComparison.Ordinal);
    }
}
