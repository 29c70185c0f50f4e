using System.Diagnostics;
using System.Globalization;
using Notejam.Machine.Processes;
using Notejam.Machine.Tests.Support;

namespace Notejam.Machine.Tests.Processes;

/// <summary>Real processes: what becomes of them when their caller is interrupted or killed.</summary>
public sealed class SupervisedProcessTests : IDisposable
{
    // Says when it began, counts interrupts, ends in order half a second after the first and as "killed" at the second.
    private const string Worker = """
        n=0
        trap 'n=$((n+1)); [ $n -gt 1 ] && { echo twice >"$0"; exit 9; }; echo stopping; sleep 0.5; echo once >"$0"; exit 3' INT
        echo begun
        while :; do sleep 0.05; done
        """;

    private readonly TemporaryFolder _folder = new();

    private string Result => Path.Combine(_folder.Path, "result");

    [Fact]
    public async Task Output_error_and_exit_code_are_those_of_the_program()
    {
        var lines = new List<string>();
        var command = new ProcessCommand("sh", ["-c", "echo \"$1\"; echo wrong >&2; exit 7", "sh", "two  words"]) { SupervisedIn = _folder.Path, OnOutput = lines.Add };
        var result = await new ProcessRunner().RunAsync(command);
        Assert.Equal((7, "two  words\n", "wrong\n"), (result.ExitCode, result.Output, result.Error));
        Assert.Equal(["two  words"], lines);
        Assert.Empty(Directory.EnumerateFiles(_folder.Path));
    }

    [Fact]
    public async Task A_line_is_told_before_the_program_has_ended()
    {
        using var told = new CancellationTokenSource();
        var command = ProcessCommand.Of("sh", "-c", Worker, Result) with { SupervisedIn = _folder.Path, OnOutput = _ => told.Cancel() };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ProcessRunner().RunAsync(command, told.Token));
        Assert.Equal("once\n", await File.ReadAllTextAsync(Result));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        var command = ProcessCommand.Of("no-such-program") with { SupervisedIn = _folder.Path };
        Assert.Equal("no-such-program", (await Assert.ThrowsAsync<ProgramNotFoundException>(() => new ProcessRunner().RunAsync(command))).Program);
    }

    [Fact]
    public async Task When_the_caller_is_killed_the_program_goes_on_to_its_end()
    {
        // The caller: a shell that dies while its child runs, and takes its ends of the pipes with it.
        const string Work = "echo begun; sleep 1; echo still here; echo done >\"$0\"";
        string[] supervisor = [Supervisor.Program, .. Supervisor.Arguments(PathOf("out"), PathOf("err"), PathOf("pid"), ProcessCommand.Of("sh", "-c", Work, Result))];
        using var caller = Process.Start(new ProcessStartInfo("sh", ["-c", "\"$@\" | cat & wait", "sh", .. supervisor])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var process = await FindAsync();
        caller.Kill(entireProcessTree: false);
        caller.Dispose();
        Assert.True(process.IsRunning);
        for (var wait = 0; SupervisedProcess.FindLeft(_folder.Path).Count > 0 && wait < 200; wait++) await Task.Delay(50);
        Assert.Equal("done\n", await File.ReadAllTextAsync(Result));
        Assert.Contains("still here", await File.ReadAllTextAsync(PathOf("out")), StringComparison.Ordinal);
        Assert.Empty(SupervisedProcess.FindLeft(_folder.Path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ctrl_C_and_a_cancellation_together_are_one_interrupt_also_under_nohup(bool ignoringInterrupts)
    {
        using var shell = StartSupervisor(ignoringInterrupts);
        await FindAsync();
        for (var press = 0; press < 3; press++) await KillAsync("-INT", shell.Id);
        await shell.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);
        Assert.Equal("once\n", await File.ReadAllTextAsync(Result));
    }

    [Fact]
    public async Task A_program_killed_with_its_supervisor_is_found_and_forgotten()
    {
        using var shell = StartSupervisor();
        var process = await FindAsync();
        await KillAsync("-KILL", shell.Id);
        await KillAsync("-KILL", process.ProcessId);
        for (var wait = 0; process.IsRunning && wait < 100; wait++) await Task.Delay(50);
        Assert.False(Assert.Single(SupervisedProcess.FindLeft(_folder.Path)).IsRunning);
        SupervisedProcess.ForgetDead(_folder.Path);
        Assert.Empty(SupervisedProcess.FindLeft(_folder.Path));
    }

    [Fact]
    public async Task A_program_that_ends_while_it_is_asked_for_is_no_error()
    {
        for (var run = 0; run < 200; run++)
        {
            using var program = Process.Start("sleep", "0.01");
            var asked = new SupervisedProcess(program.Id, DateTimeOffset.UtcNow);
            while (asked.IsRunning)
            {
                // Asked as often as can be, so that it ends between two of the questions.
            }

            await program.WaitForExitAsync();
        }
    }

    public void Dispose() => _folder.Dispose();

    private Process StartSupervisor(bool ignoringInterrupts = false)
    {
        string[] supervisor = [Supervisor.Program, .. Supervisor.Arguments(PathOf("out"), PathOf("err"), PathOf("pid"), ProcessCommand.Of("sh", "-c", Worker, Result))];
        return ignoringInterrupts ? Process.Start("sh", ["-c", "trap '' INT; exec \"$@\"", "sh", .. supervisor])! : Process.Start(supervisor[0], supervisor[1..])!;
    }

    private string PathOf(string kind) => Path.Combine(_folder.Path, "run." + kind);

    private async Task<SupervisedProcess> FindAsync()
    {
        for (var wait = 0; wait < 200; wait++)
        {
            var output = Path.Combine(_folder.Path, "run.out");
            if (File.Exists(output) && (await File.ReadAllTextAsync(output)).Contains("begun", StringComparison.Ordinal) && SupervisedProcess.FindLeft(_folder.Path) is [var found]) return found;
            await Task.Delay(50);
        }

        throw new TimeoutException("The supervised process did not begin.");
    }

    private static async Task KillAsync(string signal, int process) => await new ProcessRunner().RunAsync(ProcessCommand.Of("kill", signal, process.ToString(CultureInfo.InvariantCulture)));
}
