using Notejam.Machine.Docker;
using Notejam.Machine.Processes;
using Notejam.Sandbox.Host;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Host;

public sealed class ManagedProcessesTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => New().StopAllAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_server_is_found_again_by_another_gateway_and_stopped()
    {
        await New().StartAsync(Sleep("sleeper"));
        var successor = New();

        Assert.True(successor.IsRunning("sleeper"));
        await successor.StopAsync("sleeper");
        Assert.False(successor.IsRunning("sleeper"));
        Assert.Empty(successor.List());
    }

    [Fact]
    public async Task Stopping_what_was_never_started_does_nothing()
    {
        await New().StopAsync("sleeper");
        Assert.Empty(New().List());
    }

    [Fact]
    public async Task Starting_what_runs_does_nothing()
    {
        var processes = New();
        await processes.StartAsync(Sleep("sleeper"));
        var first = processes.ProcessId("sleeper");
        await processes.StartAsync(Sleep("sleeper"));

        Assert.Equal(first, processes.ProcessId("sleeper"));
    }

    [Fact]
    public async Task A_record_of_a_reused_process_id_is_not_a_running_server()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "processes"));
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "processes", "moto.pid"), $"{Environment.ProcessId} 1");
        var processes = New();

        Assert.False(processes.IsRunning("moto"));
        await processes.StopAsync("moto");
    }

    [Fact]
    public async Task A_server_that_ignores_the_request_to_end_is_killed()
    {
        var processes = New();
        await processes.StartAsync(new ManagedProcess("stubborn", "sh", ["-c", "trap '' TERM; while :; do sleep 0.1; done"]));

        await processes.StopAsync("stubborn", TimeSpan.FromMilliseconds(300));
        Assert.False(processes.IsRunning("stubborn"));
    }

    [Fact]
    public async Task Output_is_kept_for_the_message_about_a_server_that_ended()
    {
        var processes = New();
        await processes.StartAsync(new ManagedProcess("short", "sh", ["-c", "echo the reason >&2; exit 3"]));
        while (processes.IsRunning("short")) await Task.Delay(20);

        Assert.Equal(["the reason"], processes.LastLines("short"));
    }

    [Fact]
    public async Task A_server_that_detached_by_itself_ends_with_the_sandbox()
    {
        var processes = New();
        var runner = new ProcessRunner();
        await runner.RunAsync(new ProcessCommand("setsid", ["--fork", "sh", "-c", "echo $$ >pid; exec sleep 600 </dev/null >/dev/null 2>&1"]) { WorkingDirectory = _folder.Path });
        var file = Path.Combine(_folder.Path, "pid");
        while (!File.Exists(file) || new FileInfo(file).Length == 0) await Task.Delay(20);
        var id = int.Parse(await File.ReadAllTextAsync(file), System.Globalization.CultureInfo.InvariantCulture);

        await processes.StopAllAsync();
        Assert.Null(DaemonRecord.StartTicksOf(id));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        var error = await Assert.ThrowsAsync<ProgramNotFoundException>(() => New().StartAsync(new ManagedProcess("x", "no-such-program", [])));

        Assert.Equal("no-such-program", error.Program);
    }

    private ManagedProcesses New() => new(_folder.Options, new ProcessRunner(), TimeProvider.System);

    private static ManagedProcess Sleep(string name) => new(name, "sleep", ["600"]);
}
