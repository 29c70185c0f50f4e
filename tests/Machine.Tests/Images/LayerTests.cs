using System.Formats.Tar;
using Notejam.Machine.Images;
using Notejam.Machine.Tests.Support;

namespace Notejam.Machine.Tests.Images;

public sealed class LayerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_same_content_gives_the_same_bytes_whatever_the_order_and_the_time()
    {
        var source = _folder.Write("source/a.txt", "a");
        var first = new Layer();
        first.Add(new LayerItem.Text("etc/one", "1"));
        first.Add(new LayerItem.Copy("srv", Path.GetDirectoryName(source)!));
        var second = new Layer();
        System.IO.File.SetLastWriteTimeUtc(source, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        second.Add(new LayerItem.Copy("srv", Path.GetDirectoryName(source)!));
        second.Add(new LayerItem.Text("etc/one", "1"));

        Assert.Equal(await WriteAsync(first, "1.tar"), await WriteAsync(second, "2.tar"));
        Assert.Equal(await System.IO.File.ReadAllBytesAsync(File("1.tar")), await System.IO.File.ReadAllBytesAsync(File("2.tar")));
    }

    [Fact]
    public async Task Other_content_gives_another_digest()
    {
        var layer = new Layer();
        layer.Add(new LayerItem.Text("etc/one", "1"));
        var before = await WriteAsync(layer, "1.tar");
        layer.Add(new LayerItem.Text("etc/one", "2"));

        Assert.NotEqual(before, await WriteAsync(layer, "2.tar"));
    }

    [Fact]
    public async Task Folders_above_an_item_are_there_and_come_before_it()
    {
        var layer = new Layer();
        layer.Add(new LayerItem.Text("home/app/deep/file", "x") { Owner = 7 });
        await WriteAsync(layer, "1.tar");

        var entries = await ReadAsync("1.tar");

        Assert.Equal(["home/", "home/app/", "home/app/deep/", "home/app/deep/file"], entries.Select(entry => entry.Name));
        Assert.Equal(7, entries[^1].Uid);
        Assert.All(entries, entry => Assert.Equal(DateTimeOffset.UnixEpoch, entry.ModificationTime));
    }

    [Fact]
    public async Task An_archive_comes_in_filtered_and_hard_links_follow_their_targets()
    {
        await using (var stream = System.IO.File.Create(File("in.tar")))
        await using (var writer = new TarWriter(stream, TarEntryFormat.Pax))
        {
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, "./"));
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "./z") { DataStream = new MemoryStream("z"u8.ToArray()) });
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.HardLink, "./a") { LinkName = "./z" });
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "./.hidden") { DataStream = new MemoryStream("h"u8.ToArray()) });
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "./no") { DataStream = new MemoryStream("n"u8.ToArray()) });
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.HardLink, "./link-to-no") { LinkName = "./no" });
        }

        var layer = new Layer();
        await layer.AddArchiveAsync(File("in.tar"), path => path != "no");
        await WriteAsync(layer, "out.tar");

        var entries = await ReadAsync("out.tar");
        Assert.Equal([".hidden", "z", "a"], entries.Select(entry => entry.Name));
        Assert.Equal("z", entries[^1].LinkName);
    }

    public void Dispose() => _folder.Dispose();

    private string File(string name) => Path.Combine(_folder.Path, name);

    private Task<string> WriteAsync(Layer layer, string name) => layer.WriteAsync(File(name));

    private async Task<List<TarEntry>> ReadAsync(string name)
    {
        var entries = new List<TarEntry>();
        await using var stream = System.IO.File.OpenRead(File(name));
        await using var reader = new TarReader(stream);
        while (await reader.GetNextEntryAsync() is { } entry) entries.Add(entry);
        return entries;
    }
}
