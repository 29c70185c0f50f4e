using System.Collections.Concurrent;

namespace Notejam.Sandbox.Rds.Postgres;

/// <summary>
/// Restored volumes that are in use before their data have come from the backup, as on RDS: sessions may read only as much
/// as has been loaded by then, and wait for the rest. Not kept: after a restart of the sandbox all is loaded.
/// </summary>
internal sealed class LazyVolumes(TimeProvider clock)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);
    private readonly ConcurrentDictionary<int, Loading> _loading = new();

    /// <summary>Lets a server's volume take so long until it is loaded.</summary>
    /// <param name="port">The server's port.</param>
    /// <param name="data">Its data folder.</param>
    /// <param name="duration">Time from now on.</param>
    public void Begin(int port, string data, TimeSpan duration)
    {
        var bytes = new DirectoryInfo(data).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        var end = new CancellationTokenSource();
        var loading = new Loading(new LazyVolume(bytes, duration), clock.GetTimestamp(), end);
        if (!_loading.TryAdd(port, loading)) return;
        loading.Work = Task.Run(() => HoldAsync(port, new PostgresSessions(data), loading));
    }

    /// <summary>Ends the loading, so that nothing waits any more.</summary>
    public async Task EndAsync(int port)
    {
        if (!_loading.TryGetValue(port, out var loading)) return;
        await loading.End.CancelAsync();
        await loading.Work;
    }

    /// <summary>Ends all loading.</summary>
    public Task EndAllAsync() => Task.WhenAll(_loading.Keys.Select(EndAsync));

    /// <summary>A volume that is still loaded; null when all is there.</summary>
    public LazyVolume? Find(int port) => _loading.GetValueOrDefault(port)?.Volume;

    /// <summary>How much of a volume is loaded, from 0 to 1.</summary>
    public double Loaded(int port) => _loading.TryGetValue(port, out var loading) ? loading.Volume.LoadedAfter(clock.GetElapsedTime(loading.Since)) : 1;

    private async Task HoldAsync(int port, PostgresSessions sessions, Loading loading)
    {
        // The server has read some to come up: that was there.
        var before = sessions.BytesRead();
        try
        {
            using var timer = new PeriodicTimer(Tick, clock);
            do
            {
                var elapsed = clock.GetElapsedTime(loading.Since);
                if (loading.Volume.LoadedAfter(elapsed) >= 1) break;
                if (loading.Volume.HasLoaded(sessions.BytesRead() - before, elapsed)) sessions.Resume();
                else sessions.Halt();
            }
            while (await timer.WaitForNextTickAsync(loading.End.Token));
        }
        catch (OperationCanceledException)
        {
            // Ended by its owner.
        }
        finally
        {
            sessions.Resume();
            _loading.TryRemove(port, out _);
        }
    }

    private sealed class Loading(LazyVolume volume, long since, CancellationTokenSource end)
    {
        public LazyVolume Volume => volume;

        public long Since => since;

        public CancellationTokenSource End => end;

        public Task Work { get; set; } = Task.CompletedTask;
    }
}

/// <summary>How a volume fills: evenly, in the background, whether it is read or not.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Duration">The time until all is there.</param>
internal sealed record LazyVolume(long Bytes, TimeSpan Duration)
{
    /// <summary>How much is loaded, from 0 to 1.</summary>
    public double LoadedAfter(TimeSpan elapsed) => Math.Clamp(elapsed / Duration, 0, 1);

    /// <summary>Whether what was read can have been there.</summary>
    public bool HasLoaded(long read, TimeSpan elapsed) => read <= Bytes * LoadedAfter(elapsed);
}
