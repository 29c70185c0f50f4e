using System.Formats.Tar;
using Notejam.Pipeline.Image;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Tests.Image;

public sealed class BuildContextTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("notejam-context").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_same_files_give_the_same_bytes_whenever_they_were_written()
    {
        var first = Tar(Published());
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories)) File.SetLastWriteTimeUtc(file, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        Assert.Equal(first, Tar(BuildContext.ForPublishedApp(Path.Combine(_folder, "Dockerfile"), Path.Combine(_folder, "out"))));
    }

    [Fact]
    public void Packages_and_own_files_are_layers_of_their_own()
    {
        using var tar = new TarReader(new MemoryStream(Tar(Published())));
        var names = new List<string>();
        while (tar.GetNextEntry() is { } entry) names.Add(entry.Name);
        Assert.Equal(["dependencies/", "notejam/", "notejam/wwwroot/", "notejam/wwwroot/css/", "Dockerfile", "dependencies/Npgsql.dll", "notejam/Notejam.dll", "notejam/appsettings.json", "notejam/wwwroot/css/site.css"], names);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(130)]
    [InlineData(255)]
    public void A_file_name_of_any_length_is_in_the_context(int length)
    {
        var name = $"wwwroot/{new string('d', 120)}/{new string('f', length)}";
        var target = Path.Combine(_folder, "content");
        File.WriteAllText(target, "x");

        using var tar = new TarReader(new MemoryStream(Tar(new Dictionary<string, string> { [name] = target, ["é" + new string('日', 50)] = target })));

        var names = new List<string>();
        while (tar.GetNextEntry() is { } entry)
        {
            names.Add(entry.Name);
            Assert.Equal(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), entry.ModificationTime);
        }

        Assert.Equal(["wwwroot/", $"wwwroot/{new string('d', 120)}/", name, "é" + new string('日', 50)], names);
    }

    [Fact]
    public void A_file_that_has_vanished_is_named()
    {
        var missing = Path.Combine(_folder, "gone.dll");
        var exception = Assert.ThrowsAny<Exception>(() => Tar(new Dictionary<string, string> { ["gone.dll"] = missing }));
        Assert.Contains(missing, Notejam.Pipeline.Tools.Explanation.Of(exception)!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_base_image_is_that_of_the_last_stage()
    {
        var path = Path.Combine(_folder, "Dockerfile");
        File.WriteAllText(path, "FROM a:1 AS build\nRUN x\nFROM --platform=linux/amd64 mcr.microsoft.com/dotnet/aspnet:10.0\nCOPY x /\n");
        Assert.Equal("mcr.microsoft.com/dotnet/aspnet:10.0", Dockerfile.ReadBaseImage(path));
    }

    [Fact]
    public void A_dockerfile_without_from_is_explained()
    {
        var path = Path.Combine(_folder, "Dockerfile");
        File.WriteAllText(path, "COPY x /\n");
        Assert.Contains("FROM", Assert.Throws<PipelineException>(() => Dockerfile.ReadBaseImage(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tag_follows_from_content_and_base_image_alone()
    {
        var content = new Dictionary<string, string> { ["app/Notejam"] = "1", ["global.json"] = "2" };
        var turned = new Dictionary<string, string> { ["global.json"] = "2", ["app/Notejam"] = "1" };
        Assert.Equal(ImageContent.Tag(content, "sha256:b", "linux-x64"), ImageContent.Tag(turned, "sha256:b", "linux-x64"));
        Assert.NotEqual(ImageContent.Tag(content, "sha256:b", "linux-x64"), ImageContent.Tag(content, "sha256:c", "linux-x64"));
        Assert.Matches("^c-[0-9a-f]{16}$", ImageContent.Tag(content, "sha256:b", "linux-x64"));
        Assert.Matches("^c-[0-9a-f]{16}-arm64$", ImageContent.Tag(content, "sha256:b", "linux-arm64"));
        Assert.NotEqual(ImageContent.Tag(content, "sha256:b", "linux-x64") + "-arm64", ImageContent.Tag(content, "sha256:b", "linux-arm64"));
        Assert.Equal(("X86_64", "ARM64"), (ImageContent.ArchitectureOf(ImageContent.Tag(content, "sha256:b", "linux-x64")), ImageContent.ArchitectureOf(ImageContent.Tag(content, "sha256:b", "linux-arm64"))));
        Assert.NotEqual(ImageContent.Tag(content, "sha256:b", "linux-x64"), ImageContent.Tag(new Dictionary<string, string>(content) { ["app/Notejam"] = "9" }, "sha256:b", "linux-x64"));
    }

    private Dictionary<string, string> Published()
    {
        foreach (var name in new[] { "Dockerfile", "out/Notejam.dll", "out/Npgsql.dll", "out/appsettings.json", "out/wwwroot/css/site.css" })
        {
            var path = Path.Combine(_folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, name);
        }

        return new Dictionary<string, string>(BuildContext.ForPublishedApp(Path.Combine(_folder, "Dockerfile"), Path.Combine(_folder, "out")));
    }

    private static byte[] Tar(IReadOnlyDictionary<string, string> files)
    {
        using var stream = new MemoryStream();
        BuildContext.Write(stream, files);
        return stream.ToArray();
    }
}
