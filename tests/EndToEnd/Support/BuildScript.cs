using System.Diagnostics;
using System.Text.RegularExpressions;
using Notejam.Machine.Environments;
using Notejam.Machine.Processes;

namespace Notejam.EndToEnd.Support;

/// <summary>Runs <c>./build.sh</c> as a person does, in an environment without AWS's variables.</summary>
public sealed partial class BuildScript(string folder)
{
    private readonly ProcessRunner _processes = new();

    /// <summary>Runs it to its end.</summary>
    public Task<BuildRun> RunAsync(params string[] arguments) => RunWithAsync(new Dictionary<string, string?>(), arguments);

    /// <summary>Runs it to its end with some variables set.</summary>
    public Task<BuildRun> RunWithAsync(IReadOnlyDictionary<string, string?> variables, params string[] arguments) => RunAsync(new BuildCall(arguments) { Variables = variables });

    /// <summary>Runs it to its end.</summary>
    public async Task<BuildRun> RunAsync(BuildCall call)
    {
        var lines = new List<string>();
        Task? acted = null;
        void Take(string line)
        {
            lock (lines)
            {
                lines.Add(Colour().Replace(line, ""));
                if (acted is null && call.When is { } when && lines[^1].Contains(when.Text, StringComparison.Ordinal)) acted = Task.Run(when.Act);
            }
        }

        var result = await _processes.RunAsync(new ProcessCommand(Path.Combine(folder, "build.sh"), call.Arguments)
        {
            WorkingDirectory = folder, Environment = CreateEnvironment(call.Variables), StandardInput = call.StandardInput, OnOutput = Take, OnError = Take,
        });
        var run = new BuildRun(string.Join(' ', call.Arguments), result.ExitCode, string.Join('\n', lines));
        if (call.When is { } expected) Assert.True(acted is not null, $"./build.sh {run.Arguments} never said '{expected.Text}':\n{run.Output}");
        if (acted is not null) await acted;
        return run;
    }

    /// <summary>Runs it until it prints a line with a piece of text, and kills it there, as a power cut would: no signal that it could answer.</summary>
    /// <param name="withChildren">Whether the programs that it had started die with it.</param>
    /// <returns>What it had printed until then.</returns>
    public Task<string> KillAtAsync(string text, bool withChildren, params string[] arguments) => KillAtAsync(text, withChildren, new Dictionary<string, string?>(), null, arguments);

    /// <summary>The same, with some variables set.</summary>
    /// <param name="before">What is done, once, when it prints a piece of text that comes before.</param>
    public async Task<string> KillAtAsync(string text, bool withChildren, IReadOnlyDictionary<string, string?> variables, (string Text, Func<Task> Act)? before, params string[] arguments)
    {
        var lines = new List<string>();
        var start = new ProcessStartInfo(Path.Combine(folder, "build.sh"), arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in CreateEnvironment(variables)) start.Environment[name] = value;
        using var process = new Process { StartInfo = start };
        var killed = false;
        Task? done = null;
        void Take(string? line)
        {
            if (line is null) return;
            lock (lines)
            {
                lines.Add(Colour().Replace(line, ""));
                if (done is null && before is { } step && lines[^1].Contains(step.Text, StringComparison.Ordinal)) done = Task.Run(step.Act);
                if (killed || !lines[^1].Contains(text, StringComparison.Ordinal)) return;
                killed = true;
            }

            if (withChildren) ProcessTree.Kill(process.Id);
            else process.Kill();
        }

        process.OutputDataReceived += (_, data) => Take(data.Data);
        process.ErrorDataReceived += (_, data) => Take(data.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        // Not WaitForExit: that waits for the pipes too, which children keep open.
        for (var wait = Stopwatch.StartNew(); !process.HasExited && wait.Elapsed < TimeSpan.FromMinutes(10);) await Task.Delay(20);
        if (done is not null) await done;
        string printed;
        lock (lines) printed = string.Join('\n', lines);
        Assert.True(killed, $"./build.sh {string.Join(' ', arguments)} never said '{text}':\n{printed}");
        return printed;
    }

    private static Dictionary<string, string?> CreateEnvironment(IReadOnlyDictionary<string, string?> variables)
    {
        var environment = new Dictionary<string, string?>(Variables.Changes(Variables.OfThisProcess(), SandboxEnvironment.WithoutAws(Variables.OfThisProcess()))) { ["NUKE_ROOT"] = null };
        environment["AWS_EC2_METADATA_DISABLED"] = "true";
        environment["AWS_SHARED_CREDENTIALS_FILE"] = "/nonexistent";
        environment["AWS_CONFIG_FILE"] = "/nonexistent";
        foreach (var (name, value) in variables) environment[name] = value;
        return environment;
    }

    /// <summary>A terminal's colour, which says nothing of what was printed.</summary>
    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Colour();
}

/// <summary>A run to come.</summary>
public sealed record BuildCall(params string[] Arguments)
{
    /// <summary>Set in its environment; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; init; } = new Dictionary<string, string?>();

    /// <summary>What is piped into it; none when null.</summary>
    public string? StandardInput { get; init; }

    /// <summary>What is done, once, when it prints a piece of text, which it must.</summary>
    public (string Text, Func<Task> Act)? When { get; init; }
}

/// <summary>A run that has ended.</summary>
public sealed record BuildRun(string Arguments, int ExitCode, string Output)
{
    /// <summary>Fails the test, with all that the run printed, when the exit code is not the expected one.</summary>
    public BuildRun ExitsWith(int code)
    {
        Assert.True(ExitCode == code, $"./build.sh {Arguments} ended with {ExitCode} and not {code}:\n{Output}");
        return this;
    }

    /// <summary>Fails the test, with all that the run printed, when a piece of text is not in it, or a stack trace is.</summary>
    public BuildRun Says(params string[] texts)
    {
        foreach (var text in texts) Assert.True(Output.Contains(text, StringComparison.Ordinal), $"./build.sh {Arguments} did not say '{text}':\n{Output}");
        Assert.DoesNotContain("   at ", Output, StringComparison.Ordinal);
        return this;
    }

    /// <summary>Fails the test, with all that the run printed, when it did not end as it should.</summary>
    public BuildRun ExitsWith(bool success)
    {
        Assert.True(ExitCode == 0 == success, $"./build.sh {Arguments} ended with {ExitCode}:\n{Output}");
        return this;
    }
}
