using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Notejam.EndToEnd.Support;

namespace Notejam.EndToEnd.CommandLine;

/// <summary>Every mistake ends with one message that names cause and remedy.</summary>
[Trait("Suite", "e2e")]
public sealed class BadInputTests(BadInputTests.Clone clone) : IClassFixture<BadInputTests.Clone>
{
    [Theory]
    [InlineData("Deploi --region eu-central-1 --sandbox", "There is no target Deploi. Did you mean Deploy?")]
    [InlineData("Deploy --regoin eu-central-1 --sandbox", "There is no option --regoin. Did you mean --region?")]
    [InlineData("Deploy --sandbox --skip Test", "No region is given.")]
    [InlineData("Deploy --region eu-central-7 --sandbox --sandbox-endpoint http://127.0.0.1:14999 --skip Test", "'eu-central-7' is not an AWS region.")]
    [InlineData("Preflight --region eu-central-1", "No AWS credentials were found")]
    [InlineData("Test --suite everything", "There is no suite 'everything'")]
    [InlineData("--sandbox Deploy --region eu-central-1", "Targets come first: ./build.sh Deploy --sandbox")]
    [InlineData("Deploy --region us-east-1 --sandbox --skip Test", "The sandbox has no us-east-1.")]
    [InlineData("Deploy --region=eu-central-1 --environment nowhere --sandbox --skip Test", "There is no environment 'nowhere'")]
    [InlineData("Deploy --region eu-central-1 --fail-on hihg --sandbox --skip Test", "'hihg' is not a severity")]
    [InlineData("Sandbox --sandbox-endpoint http://example.com", "is not an endpoint of a sandbox on this machine")]
    public async Task A_mistake_ends_with_its_cause_and_a_non_zero_exit_code(string arguments, string expected)
    {
        var run = (await clone.Build.RunAsync(arguments.Split(' '))).ExitsWith(success: false);
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_tool_is_named_with_the_way_to_get_it()
    {
        using var programs = ProgramFolder.Without("terraform");
        var run = (await clone.Build.RunWithAsync(new Dictionary<string, string?> { ["PATH"] = programs.Folder }, "Preflight", "--region", "eu-central-1", "--sandbox")).ExitsWith(success: false);
        Assert.Contains("This machine lacks: terraform (install Terraform", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_docker_engine_that_does_not_answer_is_named()
    {
        var run = (await clone.Build.RunWithAsync(new Dictionary<string, string?> { ["DOCKER_HOST"] = "tcp://127.0.0.1:9" }, "Compose")).ExitsWith(success: false);
        Assert.Contains("No Docker engine at tcp://127.0.0.1:9", run.Output, StringComparison.Ordinal);
        Assert.Contains("start it, or correct DOCKER_HOST", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_somebody_else_has_is_named_with_the_way_around()
    {
        // Accepts and never says a word.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var run = (await clone.Build.RunAsync("Sandbox", "--sandbox-endpoint", $"http://127.0.0.1:{port}")).ExitsWith(success: false);
        Assert.Contains(port.ToString(CultureInfo.InvariantCulture), run.Output, StringComparison.Ordinal);
        Assert.Contains("--sandbox-endpoint", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_a_git_repository_nothing_is_delivered()
    {
        using var elsewhere = await RepositoryCopy.CreateAsync();
        Directory.Delete(elsewhere.PathOf(".git"), recursive: true);
        var run = (await new BuildScript(elsewhere.Folder).RunAsync("Deploy", "--region", "eu-central-1", "--sandbox", "--skip", "Test")).ExitsWith(success: false);
        Assert.Contains("The pipeline delivers a git commit", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_lists_targets_and_parameters()
    {
        var run = (await clone.Build.RunAsync("--help")).ExitsWith(success: true);
        foreach (var word in new[] { "Deploy", "Rollout", "Sandbox", "--region", "--fail-on" }) Assert.Contains(word, run.Output, StringComparison.Ordinal);
    }

    public sealed class Clone : IAsyncLifetime
    {
        private RepositoryCopy _copy = null!;

        public BuildScript Build => new(_copy.Folder);

        public async Task InitializeAsync() => _copy = await RepositoryCopy.CreateAsync();

        public Task DisposeAsync()
        {
            _copy.Dispose();
            return Task.CompletedTask;
        }
    }
}
