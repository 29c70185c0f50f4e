using Microsoft.Extensions.Time.Testing;
using Notejam.Machine.Host;
using Notejam.Machine.Packages;
using Notejam.Machine.Processes;
using Notejam.Machine.Tests.Support;

namespace Notejam.Machine.Tests.Packages;

public sealed class DebianPackagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingRunner _runner = new();

    [Fact]
    public async Task Nothing_is_run_when_all_commands_are_there()
    {
        var packages = Packages(_folder.Debian(root: true, "dockerd", "redis-server"));

        Assert.Empty(await packages.EnsureAsync(["dockerd", "redis-server"]));
        Assert.Empty(_runner.Commands);
    }

    [Fact]
    public async Task Root_on_Debian_installs_only_the_packages_of_what_is_missing()
    {
        _runner.On(" install ", effect: () => _folder.AddPrograms("dockerd", "chromedriver"));
        var packages = Packages(_folder.Debian(root: true, "redis-server"));

        var installed = await packages.EnsureAsync(["dockerd", "redis-server", "chromedriver"]);

        Assert.Equal(["docker.io", "iptables", "chromium-driver"], installed);
        var line = Assert.Single(_runner.Lines);
        Assert.EndsWith("install -y --no-install-recommends docker.io iptables chromium-driver", line, StringComparison.Ordinal);
        Assert.Contains("DPkg::Lock::Timeout=", line, StringComparison.Ordinal);
        Assert.Equal("noninteractive", _runner.Commands[0].Environment["DEBIAN_FRONTEND"]);
    }

    [Theory]
    [InlineData(false, "debian", "sudo apt-get install -y --no-install-recommends docker.io iptables")]
    [InlineData(false, "fedora", "not a Debian system")]
    [InlineData(true, "fedora", "not a Debian system")]
    public async Task Who_cannot_install_is_told_what_to_install(bool root, string distribution, string remedy)
    {
        var packages = Packages(_folder.Debian(root) with { Distribution = distribution });

        var error = await Assert.ThrowsAsync<MachineException>(() => packages.EnsureAsync(["dockerd"]));

        Assert.StartsWith("dockerd not found", error.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Empty(_runner.Commands);
    }

    [Theory]
    [InlineData("E: Unable to locate package hello", "apt-get update")]
    [InlineData("E: Package 'hello' has no installation candidate", "apt-get update")]
    [InlineData("E: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?", "apt-get update")]
    [InlineData("E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem.", "dpkg --configure -a")]
    public async Task A_failure_that_can_be_cured_is_cured_and_tried_again(string error, string cure)
    {
        _runner.InTurn(" install ", () => new ProcessResult(100, "", error), () => Installed("hello"));
        var packages = Packages(_folder.Debian(root: true));

        await packages.EnsureAsync(["hello"]);

        Assert.Equal(3, _runner.Commands.Count);
        var ran = _runner.Commands[1];
        Assert.Equal(cure, ran.Program + " " + string.Join(' ', ran.Arguments.SkipWhile(argument => argument is "-q" or "-o" || argument.Contains("::"))));
    }

    [Fact]
    public async Task It_waits_for_another_apt()
    {
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        _runner.InTurn(" install ", () => new ProcessResult(100, "", "E: Could not get lock /var/lib/apt/lists/lock."), () => Installed("hello"));
        var ensuring = Packages(_folder.Debian(root: true), time).EnsureAsync(["hello"]);

        while (!ensuring.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }

        await ensuring;
        Assert.Equal(2, _runner.Lines.Count(line => line.Contains(" install ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_failure_that_cannot_be_cured_ends_with_apts_own_words()
    {
        _runner.On(" install ", exitCode: 100, error: "W: minor\nE: You don't have enough free space in /var/cache/apt/archives/.\n");
        var packages = Packages(_folder.Debian(root: true));

        var error = await Assert.ThrowsAsync<MachineException>(() => packages.EnsureAsync(["hello"]));

        Assert.Contains("(E: You don't have enough free space", error.Message, StringComparison.Ordinal);
        Assert.Single(_runner.Commands);
        Assert.False(File.Exists(PolicyFile));
    }

    [Fact]
    public async Task An_installation_that_brings_no_command_is_an_error()
    {
        var error = await Assert.ThrowsAsync<MachineException>(() => Packages(_folder.Debian(root: true)).EnsureAsync(["hello"]));

        Assert.Contains("PATH still lacks hello", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Services_are_kept_from_starting_while_it_installs_and_only_then()
    {
        var during = "";
        _runner.On(" install ", effect: () =>
        {
            during = File.ReadAllText(PolicyFile);
            _folder.AddPrograms("hello");
        });

        await Packages(_folder.Debian(root: true)).EnsureAsync(["hello"]);

        Assert.Contains("exit 101", during, StringComparison.Ordinal);
        Assert.False(File.Exists(PolicyFile));
    }

    [Fact]
    public async Task What_a_killed_run_left_is_removed_even_when_nothing_is_missing()
    {
        new ServicePolicy(PolicyFile).Deny();

        await Packages(_folder.Debian(root: true, "hello")).EnsureAsync(["hello"]);

        Assert.False(File.Exists(PolicyFile));
    }

    public void Dispose() => _folder.Dispose();

    private string PolicyFile => Path.Combine(_folder.Path, "policy-rc.d");

    private DebianPackages Packages(HostFacts host, TimeProvider? time = null) =>
        new(host, _runner, time ?? TimeProvider.System)
        {
            Policy = new ServicePolicy(PolicyFile),
            LockFile = Path.Combine(_folder.Path, "lock"),
        };

    private ProcessResult Installed(string program)
    {
        _folder.AddPrograms(program);
        return new ProcessResult(0, "", "");
    }
}
