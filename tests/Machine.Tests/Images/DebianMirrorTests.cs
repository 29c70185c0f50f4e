using Notejam.Machine.Images;
using Notejam.Machine.Tests.Support;

namespace Notejam.Machine.Tests.Images;

public sealed class DebianMirrorTests : IDisposable
{
    private const string Targets =
        """
        http://mirror.example/debian|bookworm|main|Debian
        http://mirror.example/debian|bookworm|contrib|Debian
        http://mirror.example/debian|bookworm-updates|main|Debian
        http://mirror.example/security|bookworm-security|main|Debian
        http://mirror.example/debian|trixie|main|Debian
        https://packages.example|bookworm|main|Somebody Else
        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Only_the_distributions_own_sources_of_this_release_are_taken() =>
        Assert.Equal(
            [
                "deb http://mirror.example/debian bookworm main contrib",
                "deb http://mirror.example/debian bookworm-updates main",
                "deb http://mirror.example/security bookworm-security main",
            ],
            DebianMirror.ReadSources(Targets, "debian", "bookworm"));

    [Fact]
    public void Proxies_and_validity_are_taken_over_and_empty_options_are_not() =>
        Assert.Equal(
            ["Acquire::http::Proxy \"http://proxy.example:3128\"", "Acquire::Check-Valid-Until \"false\""],
            DebianMirror.ReadOptions(
                """
                APT "";
                Acquire::http "";
                Acquire::http::Proxy "http://proxy.example:3128";
                Acquire::https::Proxy "";
                Acquire::Check-Valid-Until "false";
                Acquire::Languages "none";
                """));

    [Fact]
    public async Task Without_package_lists_they_are_fetched_first()
    {
        var runner = new RecordingRunner().InTurn(
            "indextargets",
            () => new(0, "http://mirror.example/debian|bookworm|main|$(ORIGIN)\n", ""),
            () => new(0, Targets, ""));

        var mirror = await DebianMirror.AskAsync(_folder.Debian(root: true), runner);

        Assert.Equal(3, mirror.Sources.Count);
        Assert.Contains("apt-get update -q", runner.Lines);
    }

    [Fact]
    public async Task Without_any_source_the_remedy_is_told()
    {
        var error = await Assert.ThrowsAsync<MachineException>(() => DebianMirror.AskAsync(_folder.Debian(root: false), new RecordingRunner()));

        Assert.Contains("/etc/apt/sources.list.d", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
