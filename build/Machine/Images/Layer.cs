using System.Formats.Tar;
using System.Security.Cryptography;

namespace Notejam.Machine.Images;

/// <summary>
/// Collects the entries of one image layer and writes them so that the same content gives the same bytes:
/// sorted, with one fixed time, with numbers for owners, without anything of this process in the headers.
/// </summary>
public sealed class Layer
{
    private static readonly DateTimeOffset Fixed = DateTimeOffset.UnixEpoch;
    private readonly SortedDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The paths in the layer, sorted.</summary>
    public IReadOnlyCollection<string> Paths => _entries.Keys;

    /// <summary>Whether there is an entry of that path.</summary>
    public bool Contains(string path) => _entries.ContainsKey(path);

    /// <summary>Adds the entries of a tar archive that the filter lets through.</summary>
    public async Task AddArchiveAsync(string file, Func<string, bool> filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var stream = File.OpenRead(file);
        await using var reader = new TarReader(stream);
        while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } source)
        {
            var path = Clean(source.Name);
            if (path.Length == 0 || !filter(path)) continue;

            var type = source.EntryType is TarEntryType.V7RegularFile ? TarEntryType.RegularFile : source.EntryType;
            var target = type == TarEntryType.HardLink ? Clean(source.LinkName) : source.LinkName;
            // A link whose target was filtered out would point nowhere: unpacking would fail.
            if (type == TarEntryType.HardLink && !filter(target)) continue;

            var content = type == TarEntryType.RegularFile ? await ReadAsync(source, cancellationToken) : null;
            Add(path, new Entry(type, source.Mode, source.Uid, source.Gid, target, () => new MemoryStream(content ?? [])));
        }
    }

    /// <summary>Adds an item; folders above it are added where absent, and an earlier entry of that path is replaced.</summary>
    public void Add(LayerItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        switch (item)
        {
            case LayerItem.Folder folder:
                Add(folder.Path, new Entry(TarEntryType.Directory, item.Mode, item.Owner, item.Owner, "", () => Stream.Null));
                break;
            case LayerItem.Link link:
                Add(link.Path, new Entry(TarEntryType.SymbolicLink, Permissions.Folder, item.Owner, item.Owner, link.Target, () => Stream.Null));
                break;
            case LayerItem.Text text:
                Add(text.Path, new Entry(TarEntryType.RegularFile, item.Mode, item.Owner, item.Owner, "", () => new MemoryStream(text.Bytes)));
                break;
            case LayerItem.Copy copy:
                foreach (var file in Directory.EnumerateFiles(copy.Source, "*", SearchOption.AllDirectories))
                    AddFile($"{copy.Path}/{Path.GetRelativePath(copy.Source, file).Replace('\\', '/')}", file);
                break;
            case LayerItem.CopyFile copy:
                AddFile(copy.Path, copy.Source);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(item), item.GetType().Name, "is not a kind of item");
        }
    }

    private void AddFile(string path, string source) =>
        Add(path, new Entry(TarEntryType.RegularFile, ModeOf(source), 0, 0, "", () => File.OpenRead(source)));

    /// <summary>The concatenated text of the files that the filter picks, in the order of their paths.</summary>
    public string Concatenate(Func<string, bool> filter) => string.Concat(_entries
        .Where(entry => entry.Value.Type == TarEntryType.RegularFile && filter(entry.Key))
        .Select(entry =>
        {
            using var reader = new StreamReader(entry.Value.Open());
            return reader.ReadToEnd();
        }));

    /// <summary>Writes the layer and returns the SHA-256 of its bytes in lower-case hexadecimal.</summary>
    public async Task<string> WriteAsync(string file, CancellationToken cancellationToken = default)
    {
        using var hash = SHA256.Create();
        await using (var stream = File.Create(file))
        await using (var hashed = new CryptoStream(stream, hash, CryptoStreamMode.Write))
        await using (var writer = new TarWriter(hashed, TarEntryFormat.Gnu))
        {
            // A hard link must come after what it links to, whatever their names.
            var ordered = _entries.OrderBy(entry => entry.Value.Type == TarEntryType.HardLink);
            foreach (var (path, entry) in ordered) await WriteAsync(writer, path, entry, cancellationToken);
        }

        return Convert.ToHexStringLower(hash.Hash!);
    }

    private static async Task WriteAsync(TarWriter writer, string path, Entry entry, CancellationToken cancellationToken)
    {
        var name = entry.Type == TarEntryType.Directory ? path + "/" : path;
        // The GNU format: the PAX writer would put this process's id into the headers.
        var tar = new GnuTarEntry(entry.Type, name)
        {
            Mode = entry.Mode,
            Uid = entry.Uid,
            Gid = entry.Gid,
            ModificationTime = Fixed,
        };
        if (entry.Type is TarEntryType.SymbolicLink or TarEntryType.HardLink) tar.LinkName = entry.Target;

        await using var content = entry.Open();
        if (entry.Type == TarEntryType.RegularFile) tar.DataStream = content;
        await writer.WriteEntryAsync(tar, cancellationToken);
    }

    private static async Task<byte[]> ReadAsync(TarEntry entry, CancellationToken cancellationToken)
    {
        if (entry.DataStream is null) return [];

        using var memory = new MemoryStream((int)entry.Length);
        await entry.DataStream.CopyToAsync(memory, cancellationToken);
        return memory.ToArray();
    }

    private void Add(string path, Entry entry)
    {
        path = Clean(path);
        for (var slash = path.IndexOf('/'); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            var folder = new Entry(TarEntryType.Directory, Permissions.Folder, 0, 0, "", () => Stream.Null);
            _entries.TryAdd(path[..slash], folder);
        }

        _entries[path] = entry;
    }

    private static UnixFileMode ModeOf(string file)
    {
        var runnable = !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & UnixFileMode.UserExecute) != 0;
        return runnable ? Permissions.Program : Permissions.File;
    }

    // Archives of a folder name it "./" and begin each path with it.
    private static string Clean(string path) =>
        (path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path).Trim('/');

    private sealed record Entry(TarEntryType Type, UnixFileMode Mode, int Uid, int Gid, string Target, Func<Stream> Open);
}
