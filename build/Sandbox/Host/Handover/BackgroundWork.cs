namespace Notejam.Sandbox.Host.Handover;

/// <summary>The work that goes on behind the API's answers. A gateway hands over when there is none.</summary>
internal sealed class BackgroundWork
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private int _running;

    /// <summary>Runs a piece of work on its own.</summary>
    public Task Run(Func<Task> work) => Task.Run(() => CountAsync(async () =>
    {
        await work();
        return 0;
    }));

    /// <summary>Runs a piece of work on its own.</summary>
    public Task Run(Action work) => Run(() =>
    {
        work();
        return Task.CompletedTask;
    });

    /// <summary>Counts a piece of work that the caller waits for.</summary>
    public async Task<T> CountAsync<T>(Func<Task<T>> work)
    {
        Interlocked.Increment(ref _running);
        try
        {
            return await work();
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    /// <summary>Waits until nothing runs.</summary>
    /// <returns>Whether that came to be.</returns>
    public async Task<bool> WhenIdleAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (Volatile.Read(ref _running) > 0)
        {
            if (time.GetElapsedTime(start) > patience) return false;
            await Task.Delay(Pause, time, cancellationToken);
        }

        return true;
    }
}
