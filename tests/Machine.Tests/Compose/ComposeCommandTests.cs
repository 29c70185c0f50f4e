using Notejam.Machine.Compose;
using Notejam.Machine.Packages;
using Notejam.Machine.Tests.Support;

namespace Notejam.Machine.Tests.Compose;

public sealed class ComposeCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingRunner _runner = new();

    [Theory]
    [InlineData("2.29.1\n")]
    [InlineData("v2.29.1\n")]
    public async Task Dockers_plugin_comes_first(string answer)
    {
        _runner.On("docker compose version", answer);

        var compose = await ResolveAsync("docker", "docker-compose");

        Assert.Equal(("2.29.1", false), (compose.Version, compose.IsLegacy));
        Assert.EndsWith("/docker compose up -d", compose.Command("up", "-d").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_plugin_docker_compose_is_taken()
    {
        _runner.On("docker compose version", exitCode: 1, error: "docker: unknown command: docker compose")
            .On("docker-compose version", "1.29.2\n");

        var compose = await ResolveAsync("docker", "docker-compose");

        Assert.Equal(("1.29.2", true), (compose.Version, compose.IsLegacy));
        Assert.EndsWith("/docker-compose down", compose.Command("down").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_Debians_is_installed()
    {
        _runner.On(" install ", effect: () => _folder.AddPrograms("docker-compose")).On("docker-compose version", "1.29.2\n");

        Assert.Equal("1.29.2", (await ResolveAsync()).Version);
        Assert.Contains(_runner.Lines, line => line.EndsWith(" docker-compose", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_does_not_run_is_an_error_with_a_remedy()
    {
        _runner.On("docker-compose version", exitCode: 1, error: "Traceback");

        var error = await Assert.ThrowsAsync<MachineException>(() => ResolveAsync("docker-compose"));

        Assert.Contains("docker-compose version", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<ComposeProgram> ResolveAsync(params string[] programs)
    {
        var host = _folder.Debian(root: true, programs);
        var packages = new DebianPackages(host, _runner, TimeProvider.System)
        {
            Policy = new ServicePolicy(Path.Combine(_folder.Path, "policy-rc.d")),
            LockFile = Path.Combine(_folder.Path, "lock"),
        };
        return new ComposeCommand(host, _runner, packages).ResolveAsync();
    }
}
