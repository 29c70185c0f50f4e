using System.Collections.Concurrent;
using Notejam.Machine.Host;

namespace Notejam.Machine.Docker;

/// <summary>
/// Who uses an engine that we started: each process holds a shared lock, which the kernel frees when it ends, however it
/// ends. A run that only builds an image has no container to be seen by.
/// </summary>
internal static class EngineUse
{
    // An engine that is being stopped holds it for itself meanwhile.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly ConcurrentDictionary<string, FileLock> Held = new();

    /// <summary>From here on this process uses the engine of a folder.</summary>
    public static async Task BeginAsync(string folder, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Held.ContainsKey(folder)) return;
        try
        {
            var use = await FileLock.ShareAsync(FileOf(folder), Patience, time, cancellationToken);
            if (!Held.TryAdd(folder, use)) use.Dispose();
        }
        catch (UnauthorizedAccessException)
        {
            // Not this user's folder: then its engine is not this user's to stop either.
        }
    }

    /// <summary>Ends this process's use, and has the engine alone if no other process uses it; null otherwise.</summary>
    public static IDisposable? TryHaveAlone(string folder)
    {
        if (Held.TryRemove(folder, out var use)) use.Dispose();
        return FileLock.TryAcquire(FileOf(folder));
    }

    private static string FileOf(string folder) => Path.Combine(folder, "dockerd.use");
}
