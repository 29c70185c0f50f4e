using Notejam.Machine.Docker;
using Notejam.Machine.Processes;
using Notejam.Machine.Tests.Support;

namespace Notejam.Machine.Tests.Docker;

/// <summary>
/// A second engine beside the machine's own, in a network namespace of its own: an engine without a bridge
/// deletes "docker0" where it finds it, and that one would be the first engine's.
/// </summary>
[Trait("Suite", "wire")]
public sealed class RealEngineTests : IDisposable
{
    private readonly ThisMachine _machine = new();
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_machines_engine_answers()
    {
        using var client = await _machine.Engine.EnsureRunningAsync();

        Assert.Equal(EngineState.Answers, (await _machine.Engine.AskAsync()).State);
        await client.System.PingAsync();
    }

    [Fact]
    public async Task An_absent_engine_is_started_used_and_stopped()
    {
        var engine = Engine();
        try
        {
            Assert.Equal(EngineState.Absent, (await engine.AskAsync()).State);
            using var client = await engine.EnsureRunningAsync();
            // Another command finds it running and starts no second one.
            using var again = await Engine().EnsureRunningAsync();

            Assert.Equal(Root, (await again.System.GetSystemInfoAsync()).DockerRootDir);
        }
        finally
        {
            Assert.Equal("The Docker engine that was started here is stopped.", await Engine().StopAsync("notejam"));
        }

        Assert.NotEqual(EngineState.Answers, (await engine.AskAsync()).State);
        Assert.Equal("The Docker engine was not started here: left as it is.", await engine.StopAsync("notejam"));
    }

    [Fact]
    public async Task An_engine_that_another_process_uses_stays_up_until_that_process_ends()
    {
        using var client = await Engine().EnsureRunningAsync();
        try
        {
            // What another process of ours does: it shares the lock for as long as it lives.
            string use = Path.Combine(_folder.Path, "state", "dockerd.use"), mark = Path.Combine(_folder.Path, "held");
            using (var other = System.Diagnostics.Process.Start("flock", ["--shared", use, "sh", "-c", $"touch {mark}; sleep 600"]))
            {
                while (!File.Exists(mark)) await Task.Delay(50);
                Assert.Equal("The Docker engine stays up: another run or another sandbox uses it.", await Engine().StopAsync("notejam"));
                Assert.Equal(EngineState.Answers, (await Engine().AskAsync()).State);
                other.Kill(entireProcessTree: true);
                await other.WaitForExitAsync();
            }
        }
        finally
        {
            Assert.Equal("The Docker engine that was started here is stopped.", await Engine().StopAsync("notejam"));
        }
    }

    [Fact]
    public async Task A_daemon_that_dies_is_reported_with_its_last_lines()
    {
        var error = await Assert.ThrowsAsync<MachineException>(() => Engine("--storage-driver=nonsense").EnsureRunningAsync());
        // A daemon that dies this way leaves its data folder mounted on itself.
        await _machine.Runner.RunAsync(ProcessCommand.Of("umount", Root));

        Assert.StartsWith("dockerd ended as soon as it was started", error.Message, StringComparison.Ordinal);
        Assert.Contains("nonsense", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Root => Path.Combine(_folder.Path, "data");

    private DockerEngine Engine(params string[] arguments)
    {
        var pid = Path.Combine(_folder.Path, "engine.pid");
        var options = new DockerEngineOptions
        {
            Endpoint = new Uri($"unix://{_folder.Path}/engine.sock"),
            Folder = Path.Combine(_folder.Path, "state"),
            EnginePidFile = pid,
            Arguments =
            [
                "--bridge=none", "--iptables=false", "--ip-forward=false", "--ip-masq=false",
                $"--data-root={Root}", $"--exec-root={_folder.Path}/exec", $"--pidfile={pid}", .. arguments,
            ],
        };
        var host = _machine.Host with { ProgramFolders = [_folder.Programs, .. _machine.Host.ProgramFolders] };
        _folder.AddProgram("dockerd", $"#!/bin/sh\nexec unshare --net -- {_machine.Host.Find("dockerd")} \"$@\"\n");
        return new DockerEngine(options, host, _machine.Runner, _machine.Packages, _machine.Time);
    }
}
