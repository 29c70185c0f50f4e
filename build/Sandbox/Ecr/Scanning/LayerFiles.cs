using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Notejam.Sandbox.Ecr.Scanning;

/// <summary>The files of interest of an image, layer upon layer: later layers replace and remove what earlier ones brought.</summary>
public sealed class LayerFiles
{
    // Two bytes open every gzip stream.
    private static readonly byte[] Gzip = [0x1f, 0x8b];
    private const string Whiteout = ".wh.";
    private const string OpaqueWhiteout = ".wh..wh..opq";
    private const long LargestFile = 64 * 1024 * 1024;
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);

    /// <summary>The files as of the last layer.</summary>
    public IReadOnlyDictionary<string, string> Files => _files;

    /// <summary>Reads a layer: a tar, plain or gzipped.</summary>
    /// <exception cref="InvalidDataException">It is neither.</exception>
    public async Task AddAsync(Stream layer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(layer);
        await using var buffered = new BufferedStream(layer, 1 << 16);
        var start = new byte[Gzip.Length];
        var length = await buffered.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        await using var whole = new PrefixedStream(start.AsMemory(0, length), buffered);
        await using Stream plain = start.SequenceEqual(Gzip) ? new GZipStream(whole, CompressionMode.Decompress) : whole;
        await using var tar = new TarReader(plain);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry) await AddAsync(entry, cancellationToken);
    }

    private async Task AddAsync(TarEntry entry, CancellationToken cancellationToken)
    {
        var path = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name.TrimStart('/');
        var (folder, name) = (Path.GetDirectoryName(path) ?? "", Path.GetFileName(path));
        if (name == OpaqueWhiteout) Remove(folder);
        else if (name.StartsWith(Whiteout, StringComparison.Ordinal)) Remove(Path.Combine(folder, name[Whiteout.Length..]));
        if (!Inventory.IsOfInterest(path) || entry.DataStream is null || entry.Length > LargestFile) return;
        using var reader = new StreamReader(entry.DataStream, Encoding.UTF8, leaveOpen: true);
        _files[path] = await reader.ReadToEndAsync(cancellationToken);
    }

    private void Remove(string path)
    {
        foreach (var file in _files.Keys.Where(file => file == path || path.Length == 0 || file.StartsWith(path + "/", StringComparison.Ordinal)).ToList())
            _files.Remove(file);
    }
}
