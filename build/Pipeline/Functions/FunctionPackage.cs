using System.IO.Compression;

namespace Notejam.Pipeline.Functions;

/// <summary>The zip that Lambda takes. Names are sorted and times and modes fixed, so that the same files give the same bytes.</summary>
public static class FunctionPackage
{
    private const int RegularFile = 0x8000;
    private const int ReadableProgram = 0x1ED; // 755: whoever built the files may have kept them from others.

    // A zip knows no time before 1980.
    private static readonly DateTimeOffset FixedTime = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the files of a folder.</summary>
    public static void Write(Stream target, string folder)
    {
        using var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => (Path: path, Name: Path.GetRelativePath(folder, path).Replace('\\', '/')));
        foreach (var (path, name) in files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
            entry.LastWriteTime = FixedTime;
            entry.ExternalAttributes = (RegularFile | ReadableProgram) << 16;
            using var content = File.OpenRead(path);
            using var written = entry.Open();
            content.CopyTo(written);
        }
    }
}
