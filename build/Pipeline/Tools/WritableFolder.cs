using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Tools;

/// <summary>Finds out that a folder cannot be written to before the work whose result belongs there is done.</summary>
public static class WritableFolder
{
    // A full disk often still has room for a name, but not for a block.
    private const int Probe = 4096;

    /// <summary>Makes a folder where there is none, and writes to it.</summary>
    /// <exception cref="PipelineException">It cannot be written to; the message says why.</exception>
    public static void Require(string folder)
    {
        var probe = Path.Combine(folder, $".probe-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(folder);
            using var file = new FileStream(probe, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
            file.Write(new byte[Probe]);
            file.Flush(flushToDisk: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw FileFailure.Explain(exception, $"The folder {folder} cannot be written to");
        }
        finally
        {
            Drop(probe);
        }
    }

    private static void Drop(string probe)
    {
        try
        {
            File.Delete(probe);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What could not be made need not be removed.
        }
    }
}
