using System.Formats.Tar;

namespace Notejam.Machine.Images;

/// <summary>A Debian package in an image: what it says of itself, and the files it brings.</summary>
/// <param name="Control">Its control paragraph: name, version, source package, description.</param>
/// <param name="Files">Paths without a leading slash; folders, links and settings are not among them.</param>
public sealed record PackageRecord(string Name, string Control, IReadOnlyList<string> Files)
{
    /// <summary>Where <see cref="DebianTree"/> leaves the packages' control files in the archive, a folder a package.</summary>
    public const string ArchiveFolder = "var/lib/dpkg/control";

    private const string Documentation = "usr/share/doc/";

    /// <summary>
    /// The record as images without a package manager have it, a file a package: vulnerability scanners read these
    /// where there is no <c>var/lib/dpkg/status</c>.
    /// </summary>
    public LayerItem Item => new LayerItem.Text($"var/lib/dpkg/status.d/{Name}", Control) { Mode = Permissions.File };

    /// <summary>Reads the records of the packages in an archive, in the order of their names.</summary>
    public static async Task<IReadOnlyList<PackageRecord>> ReadAsync(string archive, CancellationToken cancellationToken = default)
    {
        var texts = new Dictionary<(string Package, string File), string>();
        await using var stream = File.OpenRead(archive);
        await using var reader = new TarReader(stream);
        while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (PartsOf(entry.Name) is not [var package, "control" or "md5sums"] parts || entry.DataStream is null) continue;
            using var text = new StreamReader(entry.DataStream);
            texts[(package, parts[1])] = await text.ReadToEndAsync(cancellationToken);
        }

        return
        [
            .. texts.Where(text => text.Key.File == "control").OrderBy(text => text.Key.Package, StringComparer.Ordinal)
                .Select(text => new PackageRecord(text.Key.Package, text.Value, ReadFiles(texts.GetValueOrDefault((text.Key.Package, "md5sums"), "")))),
        ];
    }

    /// <summary>
    /// Whether anything of the package is in a layer. One whose files the recipe leaves out is not in the image: a
    /// finding about it would stop a release for nothing. One that brings documentation only is counted as there.
    /// </summary>
    public bool IsIn(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var files = Files.Where(file => !file.StartsWith(Documentation, StringComparison.Ordinal)).ToList();
        return files.Count == 0 || files.Exists(layer.Contains);
    }

    private static string[] PartsOf(string path)
    {
        var clean = path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
        return clean.StartsWith(ArchiveFolder + "/", StringComparison.Ordinal) ? clean[(ArchiveFolder.Length + 1)..].Split('/') : [];
    }

    // A line is a checksum, two blanks and a path.
    private static string[] ReadFiles(string checksums) =>
        [.. checksums.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[(line.IndexOf("  ", StringComparison.Ordinal) + 2)..])];
}
