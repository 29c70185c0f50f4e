using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Notejam.Sandbox.Ecr.Scanning;

namespace Notejam.Sandbox.Tests.Ecr;

public sealed class LayerFilesTests
{
    [Fact]
    public async Task A_later_layer_replaces_a_file()
    {
        var files = await ReadAsync([("app/a.deps.json", "old")], [("./app/a.deps.json", "new")]);

        Assert.Equal("new", files["app/a.deps.json"]);
    }

    [Fact]
    public async Task A_whiteout_removes_a_file_or_a_folder()
    {
        var files = await ReadAsync(
            [("app/a.deps.json", "1"), ("old/b.deps.json", "1"), ("kept/c.deps.json", "1")],
            [("app/.wh.a.deps.json", ""), (".wh.old", "")]);

        Assert.Equal(["kept/c.deps.json"], files.Keys);
    }

    [Fact]
    public async Task An_opaque_folder_starts_anew()
    {
        var files = await ReadAsync([("app/a.deps.json", "1")], [("app/.wh..wh..opq", ""), ("app/b.deps.json", "2")]);

        Assert.Equal(["app/b.deps.json"], files.Keys);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Layers_may_be_gzipped_or_plain(bool gzip)
    {
        var files = new LayerFiles();
        await files.AddAsync(Layer(gzip, [("var/lib/dpkg/status", "Package: a"), ("usr/bin/tool", "binary")]), CancellationToken.None);

        Assert.Equal(["var/lib/dpkg/status"], files.Files.Keys);
    }

    private static async Task<IReadOnlyDictionary<string, string>> ReadAsync(params (string Path, string Content)[][] layers)
    {
        var files = new LayerFiles();
        foreach (var layer in layers) await files.AddAsync(Layer(gzip: true, layer), CancellationToken.None);
        return files.Files;
    }

    private static MemoryStream Layer(bool gzip, (string Path, string Content)[] files)
    {
        var result = new MemoryStream();
        Stream target = gzip ? new GZipStream(result, CompressionLevel.Fastest, leaveOpen: true) : result;
        using (var tar = new TarWriter(target, TarEntryFormat.Pax, leaveOpen: !gzip))
        {
            foreach (var (path, content) in files)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
        }

        result.Position = 0;
        return result;
    }
}
