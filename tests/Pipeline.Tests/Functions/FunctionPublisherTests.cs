using Notejam.Machine.Processes;
using Notejam.Pipeline.Functions;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Source;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Functions;

[Trait("Suite", "wire")]
public sealed class FunctionPublisherTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("notejam-functions").FullName;
    private readonly ProcessRunner _processes = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_same_sources_give_the_same_package_in_any_place_and_are_published_once()
    {
        var (near, far) = (await RepositoryAsync("r"), await RepositoryAsync("a/far/deeper/folder/of/another/length"));
        var packages = new List<byte[]>();
        foreach (var repository in new[] { near, far })
        {
            var (publisher, revision) = await PublisherAsync(repository);
            Assert.True(await publisher.EnsureAsync(revision));
            Assert.False(await publisher.EnsureAsync(revision));
            packages.Add(await File.ReadAllBytesAsync(publisher.PackagePath));
        }

        Assert.Equal(packages[0], packages[1]);
        // What Lambda takes in one request, with room.
        Assert.InRange(packages[0].Length, 1, 40 * 1024 * 1024);
    }

    [Fact]
    public async Task What_does_not_compile_is_named_by_its_place_in_the_repository()
    {
        var repository = await RepositoryAsync("r");
        await File.WriteAllTextAsync(Path.Combine(repository, "app/Notejam.Hooks/Broken.cs"), "namespace Notejam.Hooks; class Broken : Nothing;");
        var (publisher, revision) = await PublisherAsync(repository);

        var error = await Assert.ThrowsAsync<PipelineException>(() => publisher.EnsureAsync(revision));

        Assert.Contains("\napp/Notejam.Hooks/Broken.cs(1,", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(publisher.PackagePath));
    }

    private async Task<(FunctionPublisher Publisher, SourceRevision Revision)> PublisherAsync(string repository)
    {
        var git = new GitRepository(_processes, repository);
        return (new FunctionPublisher(_processes, git, new SilentLog(), repository, Path.Combine(repository, "artifacts")), await git.ReadRevisionAsync());
    }

    // This repository's sources as they lie in the working copy, in a repository of their own.
    private async Task<string> RepositoryAsync(string name)
    {
        var (folder, root) = (Directory.CreateDirectory(Path.Combine(_folder, name)).FullName, FindRoot());
        var git = new GitRepository(_processes, root);
        await git.ExportAsync(await git.ReadRevisionAsync(), [.. FunctionContent.Paths, ".editorconfig"], folder);
        string[][] commands =
        [
            ["init", "--quiet"], ["add", "--all"],
            ["-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "--quiet", "--message", "as it is"],
        ];
        foreach (var arguments in commands)
        {
            var result = await _processes.RunAsync(new ProcessCommand("git", arguments) { WorkingDirectory = folder });
            Assert.True(result.Succeeded, result.Error);
        }

        return folder;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Notejam.slnx")))
                return folder.FullName;
        return Environment.GetEnvironmentVariable("NUKE_ROOT") ?? throw new InvalidOperationException("The repository's root was not found.");
    }
}
