using System.Formats.Tar;
using System.Text;
using Notejam.Machine.Images;
using Notejam.Machine.Tests.Support;

namespace Notejam.Machine.Tests.Images;

public sealed class PackageRecordTests : IDisposable
{
    private const string Ssl = "Package: libssl3\nSource: openssl\nVersion: 3.0.22-1~deb12u2\n";

    private static readonly ImageRecipe Recipe = new()
    {
        Reference = "redis:7",
        Packages = ["libssl3"],
        Without = ["usr/bin/*"],
        Configuration = new ImageConfiguration(),
    };

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Records_have_the_control_paragraph_and_the_files_of_the_checksums()
    {
        var archive = Archive(
            ("./var/lib/dpkg/control/libssl3/md5sums", "0123  usr/lib/libssl.so.3\n4567  usr/lib/a name.so\n"),
            ("./var/lib/dpkg/control/libssl3/control", Ssl),
            ("./var/lib/dpkg/control/libssl3/triggers", "activate-noawait ldconfig\n"),
            ("./var/lib/dpkg/control/empty/control", "Package: empty\nVersion: 1\n"),
            ("./usr/lib/libssl.so.3", "library"));

        var records = await PackageRecord.ReadAsync(archive);

        Assert.Equal(["empty", "libssl3"], records.Select(record => record.Name));
        Assert.Equal(Ssl, records[1].Control);
        Assert.Equal(["usr/lib/libssl.so.3", "usr/lib/a name.so"], records[1].Files);
        Assert.Empty(records[0].Files);
    }

    [Theory]
    [InlineData("usr/lib/libssl.so.3", true)]
    [InlineData("usr/share/doc/libssl3/copyright", false)]
    [InlineData("usr/lib/other", false)]
    public void A_package_is_in_an_image_that_has_one_of_its_files_beside_documentation(string path, bool isIn)
    {
        var layer = new Layer();
        layer.Add(new LayerItem.Text(path, ""));
        var record = new PackageRecord("libssl3", Ssl, ["usr/lib/libssl.so.3", "usr/lib/libcrypto.so.3", "usr/share/doc/libssl3/copyright"]);

        Assert.Equal(isIn, record.IsIn(layer));
    }

    [Fact]
    public void A_package_of_documentation_only_counts_as_in_the_image() =>
        Assert.True(new PackageRecord("gcc-12-base", "", ["usr/share/doc/gcc-12-base/copyright"]).IsIn(new Layer()));

    [Fact]
    public async Task A_tree_has_a_record_of_each_package_whose_files_it_keeps_and_nothing_else_of_dpkg()
    {
        var runner = new RecordingRunner().On("mmdebstrap", effect: () => Archive(
            ("./usr/lib/libssl.so.3", "library"),
            ("./usr/bin/mawk", "program"),
            ("./var/lib/dpkg/status", ""),
            ("./var/lib/dpkg/control/libssl3/control", Ssl),
            ("./var/lib/dpkg/control/libssl3/md5sums", "0123  usr/lib/libssl.so.3\n"),
            ("./var/lib/dpkg/control/mawk/control", "Package: mawk\n"),
            ("./var/lib/dpkg/control/mawk/md5sums", "0123  usr/bin/mawk\n")));
        var layer = new Layer();

        await new DebianTree(runner).AddAsync(layer, Recipe, new DebianMirror("bookworm", [], []), _folder.Path);

        Assert.Equal(
            ["usr", "usr/lib", "usr/lib/libssl.so.3", "var", "var/lib", "var/lib/dpkg", "var/lib/dpkg/status.d", "var/lib/dpkg/status.d/libssl3"],
            layer.Paths);
        Assert.Equal(Ssl, layer.Concatenate(path => path.EndsWith("libssl3", StringComparison.Ordinal)));
        Assert.Contains("--include=base-files,libssl3", runner.Commands[0].Arguments);
    }

    public void Dispose() => _folder.Dispose();

    private string Archive(params (string Path, string Content)[] files)
    {
        var archive = Path.Combine(_folder.Path, "packages.tar");
        using var stream = File.Create(archive);
        using var writer = new TarWriter(stream, TarEntryFormat.Pax);
        foreach (var (path, content) in files)
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
        return archive;
    }
}
