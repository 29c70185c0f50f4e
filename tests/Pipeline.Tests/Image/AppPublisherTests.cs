using System.Security.Cryptography;
using Notejam.Machine.Processes;
using Notejam.Pipeline.Image;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Source;

namespace Notejam.Pipeline.Tests.Image;

[Trait("Suite", "wire")]
public sealed class AppPublisherTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("notejam-publish").FullName;
    private readonly ProcessRunner _processes = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Two_repositories_at_once_publish_the_same_bytes_whatever_the_length_of_their_paths()
    {
        var near = await RepositoryAsync("r");
        var far = await RepositoryAsync("a/far/deeper/folder/of/another/length");

        var published = await Task.WhenAll(
            PublishAsync(near, Path.Combine(_folder, "t")),
            PublishAsync(far, Path.Combine(_folder, "temporary/files/elsewhere")));

        Assert.Contains("Notejam.dll", published[0].Keys);
        Assert.Equal(published[0], published[1]);

        // With packages that were compiled before it is the same, and much sooner.
        Assert.True(CompiledPackages.Read(Path.Combine(Assert.Single(Directory.GetDirectories(Path.Combine(near, "packages"))), "Npgsql.dll")).IsCompiled);
        Assert.Equal(published[0], await PublishAsync(near, Path.Combine(_folder, "t")));
    }

    [Fact]
    public async Task What_does_not_compile_is_named_by_its_place_in_the_repository()
    {
        var repository = await RepositoryAsync("r");
        await File.WriteAllTextAsync(Path.Combine(repository, "app/Notejam/Broken.cs"), "namespace Notejam; class Broken : Nothing;");

        var error = await Assert.ThrowsAsync<PipelineException>(() => PublishAsync(repository, Path.Combine(_folder, "t")));

        Assert.Contains("\napp/Notejam/Broken.cs(1,", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "t")));
    }

    private async Task<SortedDictionary<string, string>> PublishAsync(string repository, string temporaryFolder)
    {
        var git = new GitRepository(_processes, repository);
        using var folder = new PublishFolder(temporaryFolder);
        var output = await new AppPublisher(_processes, git, repository, new CompiledPackages(Path.Combine(repository, "packages"))).PublishAsync(await git.ReadRevisionAsync(), folder);
        var files = Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories);
        return new(files.ToDictionary(file => Path.GetRelativePath(output, file), file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))));
    }

    // This repository's sources as they lie in the working copy, in a repository of their own.
    private async Task<string> RepositoryAsync(string name)
    {
        var (folder, root) = (Directory.CreateDirectory(Path.Combine(_folder, name)).FullName, FindRoot());
        var git = new GitRepository(_processes, root);
        await git.ExportAsync(await git.ReadRevisionAsync(), [.. ImageContent.Paths, ".editorconfig"], folder);
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
