using System.IO.Compression;
using Notejam.Pipeline.Functions;

namespace Notejam.Pipeline.Tests.Functions;

public sealed class FunctionPackageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("notejam-package").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_same_files_give_the_same_bytes_whenever_they_were_written()
    {
        var first = Package("bootstrap", "b/c.dll", "a.dll");
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories)) File.SetLastWriteTimeUtc(file, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        Assert.Equal(first, Package());
    }

    [Fact]
    public void Names_are_in_order_and_lambda_may_run_the_files()
    {
        using var zip = new ZipArchive(new MemoryStream(Package("bootstrap", "b/c.dll", "a.dll")));
        Assert.Equal(["a.dll", "b/c.dll", "bootstrap"], zip.Entries.Select(entry => entry.FullName));
        Assert.All(zip.Entries, entry => Assert.Equal("100755", Convert.ToString((entry.ExternalAttributes >> 16) & 0xFFFF, 8)));
    }

    [Fact]
    public void Other_sources_and_another_choice_of_packages_are_other_content()
    {
        var ids = new Dictionary<string, string> { ["app/Notejam.Hooks"] = "1", ["global.json"] = "2" };
        Assert.Equal(FunctionContent.Tag(ids, "x"), FunctionContent.Tag(new Dictionary<string, string> { ["global.json"] = "2", ["app/Notejam.Hooks"] = "1" }, "x"));
        Assert.NotEqual(FunctionContent.Tag(ids, "x"), FunctionContent.Tag(ids, "y"));
        Assert.NotEqual(FunctionContent.Tag(ids, "x"), FunctionContent.Tag(new Dictionary<string, string>(ids) { ["global.json"] = "3" }, "x"));
    }

    private byte[] Package(params string[] names)
    {
        foreach (var name in names)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, name))!);
            File.WriteAllText(Path.Combine(_folder, name), name);
        }

        using var stream = new MemoryStream();
        FunctionPackage.Write(stream, _folder);
        return stream.ToArray();
    }
}
