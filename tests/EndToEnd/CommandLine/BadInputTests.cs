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
    [InlineData("Test --suite everything", "There is no suite 'everything'.")]
    public async Task A_mistake_ends_with_its_cause_and_a_non_zero_exit_code(string arguments, string expected)
    {
        var run = (await clone.Build.RunAsync(arguments.Split(' '))).ExitsWith(success: false);
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
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
