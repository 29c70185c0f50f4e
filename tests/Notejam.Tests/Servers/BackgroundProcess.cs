using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Notejam.Machine.Processes;

namespace Notejam.Tests.Servers;

/// <summary>A server that runs until it is stopped, by SIGTERM, and what it printed.</summary>
public sealed class BackgroundProcess : IAsyncDisposable
{
    // Drained or not, by then it has ended.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ConcurrentQueue<string> lines = new();
    private readonly Process process;

    private BackgroundProcess(ProcessCommand command)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = command.WorkingDirectory ?? "" };
        foreach (var (name, value) in command.Environment)
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }

        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public static BackgroundProcess Start(ProcessCommand command) => new(command);

    public IReadOnlyCollection<string> Lines => lines;

    public bool HasEnded => process.HasExited;

    public async Task StopAsync()
    {
        // Not SIGINT: whoever was started in a shell's background ignores that, and so do its children.
        if (!process.HasExited) await new ProcessRunner().RunAsync(ProcessCommand.Of("kill", "-TERM", process.Id.ToString(CultureInfo.InvariantCulture)));
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is not null) lines.Enqueue(line);
    }
}
