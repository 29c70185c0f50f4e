using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Image;

/// <summary>
/// A new folder below the temporary files whose path has one length on every machine. Razor numbers tag helpers by
/// positions in its generated code, which names the sources' paths: a longer path moves them, and the assembly differs.
/// </summary>
public sealed class PublishFolder : IDisposable
{
    /// <summary>The length of the path, in characters: enough for the usual temporary folders, and for Windows' limit of 260.</summary>
    public const int Length = 120;

    /// <summary>Makes the folder.</summary>
    /// <param name="temporaryFolder">The folder above it; the system's when null.</param>
    /// <exception cref="PipelineException">The folder above it leaves no room.</exception>
    public PublishFolder(string? temporaryFolder = null)
    {
        // The unique part keeps runs at the same time apart.
        var path = System.IO.Path.Combine(System.IO.Path.GetFullPath(temporaryFolder ?? System.IO.Path.GetTempPath()), $"notejam-{Guid.NewGuid():N}");
        if (path.Length > Length)
            throw new PipelineException($"The path of the temporary files is too long to publish in: {path} has more than {Length} characters.", "Set TMPDIR (TEMP on Windows) to a shorter one.");
        Path = Directory.CreateDirectory(path.PadRight(Length, '-')).FullName;
    }

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
