namespace Notejam.Machine.Host;

/// <summary>Keeps two processes apart by a file. The kernel frees it when its holder ends, however it ends.</summary>
public sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly FileStream _stream;

    private FileLock(FileStream stream) => _stream = stream;

    /// <summary>Waits until the file is ours.</summary>
    /// <param name="path">The file; made when absent, left behind when released.</param>
    /// <param name="patience">How long to wait for another holder.</param>
    /// <exception cref="MachineException">The other holder outlasted our patience.</exception>
    public static Task<FileLock> AcquireAsync(
        string path, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken = default) =>
        AcquireAsync(path, FileAccess.ReadWrite, FileShare.None, patience, time, cancellationToken);

    /// <summary>Waits until nobody has the file for himself, and shares it with others who share it.</summary>
    /// <param name="path">The file; made when absent, left behind when released.</param>
    /// <param name="patience">How long to wait for one who has it for himself.</param>
    /// <exception cref="MachineException">The other holder outlasted our patience.</exception>
    public static Task<FileLock> ShareAsync(
        string path, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken = default) =>
        AcquireAsync(path, FileAccess.Read, FileShare.ReadWrite, patience, time, cancellationToken);

    /// <summary>The file for ourselves, unless somebody holds it now: then null.</summary>
    public static FileLock? TryAcquire(string path)
    {
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task<FileLock> AcquireAsync(
        string path, FileAccess access, FileShare share, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(time);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileLock(new FileStream(path, FileMode.OpenOrCreate, access, share));
            }
            catch (IOException) when (time.GetElapsedTime(start) < patience)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
            catch (IOException exception)
            {
                throw new MachineException(
                    $"Another run has held {path} for more than {patience.TotalSeconds:0} s: wait for it, or end it.", exception);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _stream.Dispose();
}
