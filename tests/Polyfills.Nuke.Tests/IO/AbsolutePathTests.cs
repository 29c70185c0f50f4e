using Nuke.Common.IO;

namespace Polyfills.Nuke.Tests.IO;

public sealed class AbsolutePathTests : IDisposable
{
    private readonly AbsolutePath _folder = Directory.CreateTempSubdirectory("absolute-path-").FullName;

    public void Dispose() => _folder.DeleteDirectory();

    [Theory]
    [InlineData("/a/b/", "/a/b")]
    [InlineData("/a/./b/../c", "/a/c")]
    [InlineData("/", "/")]
    public void Paths_are_normalized(string given, string expected) =>
        Assert.Equal(expected, AbsolutePath.Create(given).ToString());

    [Fact]
    public void The_slash_goes_down_and_up()
    {
        var path = (AbsolutePath)"/a" / "b" / "c.txt";

        Assert.Equal("/a/b/c.txt", path);
        Assert.Equal("/a/b", path.Parent);
        Assert.Equal("/a/b", path / ..);
        Assert.Equal("/a/b/c.txt.bak", path + ".bak");
        Assert.Equal(("c.txt", "c", ".txt"), (path.Name, path.NameWithoutExtension, path.Extension));
        Assert.Null(((AbsolutePath)"/").Parent);
    }

    [Fact]
    public void A_relative_path_is_refused() =>
        Assert.Contains("must be rooted", Assert.ThrowsAny<Exception>(() => (AbsolutePath)"a/b").Message, StringComparison.Ordinal);

    [Fact]
    public void A_rooted_part_is_refused() =>
        Assert.ThrowsAny<Exception>(() => (AbsolutePath)"/a" / "/b");

    [Fact]
    public void Nothing_is_above_the_root() =>
        Assert.ThrowsAny<Exception>(() => (AbsolutePath)"/a" / "../..");

    [Fact]
    public void A_path_contains_what_lies_below_it()
    {
        AbsolutePath path = "/a/b";

        Assert.True(path.Contains("/a/b/c"));
        Assert.True(path.Contains("/a/b"));
        Assert.False(path.Contains("/a/bc"));
        Assert.False(path.Contains("/a"));
        Assert.Equal("../d", path.GetRelativePathTo("/a/d"));
    }

    [Fact]
    public void Text_is_written_with_one_line_break_at_its_end()
    {
        var file = _folder / "new" / "file.txt";

        file.WriteAllText("line\n\n");

        Assert.Equal("line\n", file.ReadAllText());
        Assert.True(file.Exists());
    }

    [Fact]
    public void Globs_match_within_and_across_directories()
    {
        (_folder / "a.cs").WriteAllText("");
        (_folder / "x" / "b.cs").WriteAllText("");
        (_folder / "x" / "y" / "c.cs").WriteAllText("");
        (_folder / "x" / "y" / "d.txt").WriteAllText("");

        Assert.Equal([_folder / "a.cs"], _folder.GlobFiles("*.cs"));
        Assert.Equal([_folder / "x" / "b.cs"], _folder.GlobFiles("*/*.cs"));
        Assert.Equal(3, _folder.GlobFiles("**/*.cs").Count);
        Assert.Equal([_folder / "x" / "y"], _folder.GlobDirectories("**/y"));
    }

    [Fact]
    public void Cleaning_leaves_an_empty_directory()
    {
        (_folder / "x" / "b.cs").WriteAllText("");

        (_folder / "x").CreateOrCleanDirectory();

        Assert.Empty((_folder / "x").GlobFiles("**/*"));
        Assert.True((_folder / "x").DirectoryExists());
    }
}
