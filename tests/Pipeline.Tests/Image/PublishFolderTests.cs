using Notejam.Pipeline.Image;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Tests.Image;

public sealed class PublishFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("notejam-folder").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Its_path_has_one_length_and_is_its_own_wherever_it_lies()
    {
        using var here = new PublishFolder(_folder);
        using var again = new PublishFolder(_folder);
        using var below = new PublishFolder(Path.Combine(_folder, "below"));

        Assert.All([here, again, below], folder => Assert.Equal(PublishFolder.Length, folder.Path.Length));
        Assert.NotEqual(here.Path, again.Path);
    }

    [Fact]
    public void It_is_gone_with_its_files_afterwards()
    {
        var folder = new PublishFolder(_folder);
        File.WriteAllText(Path.Combine(folder.Path, "file"), "x");

        folder.Dispose();

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void Temporary_files_without_room_for_it_are_refused_with_the_remedy()
    {
        var error = Assert.Throws<PipelineException>(() => new PublishFolder(Path.Combine(_folder, new string('x', PublishFolder.Length))));

        Assert.Contains("TMPDIR", error.Message, StringComparison.Ordinal);
    }
}
