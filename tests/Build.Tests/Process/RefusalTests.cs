namespace Notejam.Build.Tests.Process;

/// <summary>A request that is wrong ends with 2 and one message, before anything is begun.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly BuildProcess _build = new();

    public void Dispose() => _build.Dispose();

    [Theory]
    [InlineData("VerifyBackups --region eu-central-1 --sandbox --rpo-hours 1,5", "--rpo-hours on the command line: '1,5' is not a number of hours from 0.01 to 8760.", "For example: --rpo-hours 26")]
    [InlineData("VerifyBackups --region eu-central-1 --sandbox --rpo-hours -1", "--rpo-hours on the command line: '-1' is not a number", "")]
    [InlineData("DrDrill --sandbox --cost-ceiling=0,01", "--cost-ceiling on the command line: '0,01' is not a number of US dollars", "")]
    [InlineData("Deploy --region eu-central-1 --sandbox=maybe", "--sandbox on the command line: 'maybe' is not true or false.", "")]
    [InlineData("Deploy --region eu-central-7 --sandbox", "'eu-central-7' is not an AWS region. Did you mean eu-central-1?", "")]
    [InlineData("Deploy --region eu-central-1 --environment nowhere", "There is no environment 'nowhere'", "")]
    [InlineData("Deploy --regoin eu-central-1", "There is no option --regoin.", "--region")]
    [InlineData("Deploi", "There is no target Deploi.", "Deploy")]
    [InlineData("Test --suite everything", "There is no suite 'everything'", "")]
    [InlineData("Test --verbosity loud", "'loud' is not a verbosity", "")]
    [InlineData("Test --host elsewhere", "'elsewhere' is not a host", "")]
    [InlineData("Sandbox --sandbox-endpoint http://example.com", "is not an endpoint of a sandbox on this machine", "")]
    [InlineData("Destroy --region eu-central-1 --sandbox", "Destroy of production was not confirmed.", "--confirm production")]
    [InlineData("Failover --sandbox --confirm prod", "Failover of production was confirmed as 'prod'.", "--confirm production")]
    [InlineData("Deploy --region eu-central-1 --record-access", "--record-access needs --sandbox: AWS does not say what it decided.", "Add --sandbox")]
    [InlineData("Preseed --region eu-central-1 --sandbox --from -", "Standard input is empty.", "--from -")]
    [InlineData("Preseed --region eu-central-1 --sandbox --from missing.json", "There is no file 'missing.json'", "")]
    public async Task A_wrong_request_ends_with_2_and_one_message(string line, string cause, string remedy)
    {
        var (exitCode, output) = await _build.RunAsync(null, line.Split(' '));
        Assert.Contains(cause, output, StringComparison.Ordinal);
        Assert.Contains(remedy, output, StringComparison.Ordinal);
        Assert.Equal(2, output.TrimEnd().Split('\n').Length);
        Assert.Equal(2, exitCode);
    }

    [Theory]
    [InlineData("RPO_HOURS", "1,5", "--rpo-hours in the environment variable RPO_HOURS: '1,5' is not a number", ", or unset RPO_HOURS")]
    [InlineData("NUKE_RPO_HOURS", "", "--rpo-hours in the environment variable NUKE_RPO_HOURS: '' is not a number", ", or unset NUKE_RPO_HOURS")]
    [InlineData("SANDBOX", "1", "--sandbox in the environment variable SANDBOX: '1' is not true or false", "")]
    [InlineData("ENVIRONMENT", "Development", "'Development' is not an environment's name", "")]
    [InlineData("NUKE_SKIP", "Tset", "There is no target Tset. Did you mean Test?", "")]
    public async Task So_does_a_variable(string name, string value, string cause, string remedy)
    {
        _build.Environment[name] = value;
        var (exitCode, output) = await _build.RunAsync(null, "VerifyBackups", "--region", "eu-central-1");
        Assert.Contains(cause, output, StringComparison.Ordinal);
        Assert.Contains(remedy, output, StringComparison.Ordinal);
        Assert.Equal(2, exitCode);
    }

    [Theory]
    [InlineData("""{"RpoHours": "1,5"}""", "--rpo-hours in .nuke/parameters.json: '1,5' is not a number")]
    [InlineData("""{"rpo-hours": 1.5}""", ".nuke/parameters.json: there is no parameter 'rpo-hours'. Did you mean RpoHours?")]
    [InlineData("""{"FailOn": ["low"]}""", "FailOn is [\"low\"], and takes one value")]
    public async Task So_does_a_file(string json, string cause)
    {
        _build.Write(".nuke/parameters.json", json);
        var (exitCode, output) = await _build.RunAsync(null, "VerifyBackups", "--region", "eu-central-1");
        Assert.Contains(cause, output, StringComparison.Ordinal);
        Assert.Equal(2, exitCode);
    }

    [Theory]
    // Found out only when the target runs: nothing is begun either.
    [InlineData("Preflight --sandbox", "No region is given.", 2)]
    [InlineData("Preflight --sandbox --region us-east-1", "The sandbox has no us-east-1.", 2)]
    // The folder is no repository.
    [InlineData("Preflight --sandbox --region eu-central-1", "The pipeline delivers a git commit", 1)]
    [InlineData("--help", "Targets", 0)]
    [InlineData("Deploy --plan", "Preflight", 0)]
    public async Task A_run_ends_with_0_1_or_2(string line, string expected, int exitCode)
    {
        if (exitCode == 2) await CommitAsync();
        var run = await _build.RunAsync(null, line.Split(' '));
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
        Assert.Equal(exitCode, run.ExitCode);
    }

    [Theory]
    [InlineData("--from", "-")]
    [InlineData("--from=-")]
    public async Task A_key_that_is_piped_reaches_the_target_whatever_NUKE_takes_the_dash_for(params string[] from)
    {
        // Behind the key the next thing that is wrong is the region: that the key was read shows in the one that is too short.
        var (exitCode, output) = await _build.RunAsync("""{"secret_key":"short"}""", ["Preseed", "--sandbox", .. from]);
        Assert.Contains("Standard input has a secret_key of 5 characters", output, StringComparison.Ordinal);
        Assert.Equal(2, exitCode);
    }

    private async Task CommitAsync()
    {
        foreach (var arguments in new[] { "init -q", "-c user.name=a -c user.email=a@example.com commit -q --allow-empty -m a" })
        {
            using var git = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("git", arguments) { WorkingDirectory = _build.Root })!;
            await git.WaitForExitAsync();
        }
    }
}
