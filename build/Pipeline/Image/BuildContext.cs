using System.Formats.Tar;
using System.Text;

namespace Notejam.Pipeline.Image;

/// <summary>
/// The tar that the Docker engine builds from. Names are sorted and times, owners and modes fixed, so that the same
/// files give the same bytes, the same layers and a cache hit.
/// </summary>
public static class BuildContext
{
    // Docker keeps times in layers: any fixed one will do, but one before 1980 upsets zip-based tools.
    private static readonly DateTimeOffset FixedTime = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // What the fields of the plain form (ustar) hold: 100 bytes, and eleven octal digits.
    private const int LongestName = 100;
    private const long LargestFile = 0x1_FFFF_FFFF;

    /// <summary>Writes files (name in the context → path on disk) as a tar.</summary>
    public static void Write(Stream target, IReadOnlyDictionary<string, string> files)
    {
        using var tar = new TarWriter(target, TarEntryFormat.Ustar, leaveOpen: true);
        var folders = files.Keys.SelectMany(Parents).Distinct();
        foreach (var folder in folders.Order(StringComparer.Ordinal))
            tar.WriteEntry(Stamp(Entry(TarEntryType.Directory, folder + "/"), UnixFileMode.UserRead | UnixFileMode.UserWrite | Everyone | AllExecute));
        foreach (var (name, path) in files.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            using var content = File.OpenRead(path);
            var entry = Stamp(Entry(TarEntryType.RegularFile, name, content.Length), UnixFileMode.UserRead | UnixFileMode.UserWrite | Everyone);
            entry.DataStream = content;
            tar.WriteEntry(entry);
        }
    }

    /// <summary>
    /// The context of Notejam's Dockerfile: the published output in two folders, so that the packages, which seldom
    /// change, are a layer of their own.
    /// </summary>
    public static IReadOnlyDictionary<string, string> ForPublishedApp(string dockerfile, string publishFolder)
    {
        var files = new Dictionary<string, string> { ["Dockerfile"] = dockerfile };
        foreach (var path in Directory.EnumerateFiles(publishFolder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(publishFolder, path).Replace('\\', '/');
            var isOwn = name.StartsWith("Notejam.", StringComparison.Ordinal) || name.StartsWith("wwwroot/", StringComparison.Ordinal)
                || name.StartsWith("appsettings", StringComparison.Ordinal);
            files[(isOwn ? "notejam/" : "dependencies/") + name] = path;
        }

        return files;
    }

    private const UnixFileMode Everyone = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode AllExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    // GNU's form has no limits, and unlike POSIX's (pax) no process id in it: the bytes stay the same.
    private static PosixTarEntry Entry(TarEntryType type, string name, long size = 0) =>
        Encoding.UTF8.GetByteCount(name) <= LongestName && size <= LargestFile ? new UstarTarEntry(type, name) : new GnuTarEntry(type, name);

    private static PosixTarEntry Stamp(PosixTarEntry entry, UnixFileMode mode)
    {
        entry.ModificationTime = FixedTime;
        entry.Mode = mode;
        (entry.Uid, entry.Gid, entry.UserName, entry.GroupName) = (0, 0, "root", "root");
        return entry;
    }

    private static IEnumerable<string> Parents(string name)
    {
        for (var slash = name.LastIndexOf('/'); slash > 0; slash = name.LastIndexOf('/', slash - 1))
            yield return name[..slash];
    }
}
