using System.Collections.Concurrent;
using Notejam.Machine.Processes;

namespace Notejam.Tests.Servers;

/// <summary>A server that runs until it is stopped (by SIGINT), and what it printed.</summary>
public sealed class BackgroundProcess : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<string> lines = new();
    private readonly Task<ProcessResult> run;

    private BackgroundProcess(ProcessCommand command) =>
        run = new ProcessRunner().RunAsync(command with { OnOutput = lines.Enqueue, OnError = lines.Enqueue }, stop.Token);

    public static BackgroundProcess Start(ProcessCommand command) => new(command);

    public IReadOnlyCollection<string> Lines => lines;

    public bool HasEnded => run.IsCompleted;

    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await ((Task)run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stop.Dispose();
    }
}
