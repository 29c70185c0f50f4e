using Notejam.Machine.Host;

namespace Notejam.Build.Hosting;

/// <summary>
/// Where NUKE writes <c>build.log</c>. It begins by emptying that file, for itself alone, and keeps it open as long as the build
/// runs: no second run in the same clone, not even <c>--help</c>, would get any further. Each run has a folder that no other run has.
/// </summary>
internal sealed class LogFolder : IDisposable
{
    // More runs at a time are unlikely; the next one gets NUKE's own message about the locked log.
    private const int Most = 50;
    private const string Log = "build.log";
    private readonly FileLock? _held;

    private LogFolder(string path, FileLock? held) => (Path, _held) = (path, held);

    /// <summary>The folder; it is there.</summary>
    public string Path { get; }

    /// <summary>Takes the temporary folder itself, or else one of its own in it.</summary>
    public static LogFolder Take(string temporaryFolder)
    {
        for (var run = 1; run <= Most; run++)
            if (TryTake(run == 1 ? temporaryFolder : System.IO.Path.Combine(temporaryFolder, "logs", $"run-{run}")) is { } taken) return taken;
        return new LogFolder(temporaryFolder, null);
    }

    /// <inheritdoc />
    public void Dispose() => _held?.Dispose();

    private static LogFolder? TryTake(string folder)
    {
        FileLock? held = null;
        try
        {
            Directory.CreateDirectory(folder);
            held = FileLock.TryAcquire(System.IO.Path.Combine(folder, $"{Log}.lock"));
            if (held is null) return null;
            // As NUKE opens it: another program may have it, or another user.
            var log = System.IO.Path.Combine(folder, Log);
            if (System.IO.Path.Exists(log)) File.OpenWrite(log).Dispose();
            return new LogFolder(folder, held);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            return null;
        }
    }
}
