using Notejam.Machine.Processes;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Source;

namespace Notejam.Pipeline.Tests.Source;

public sealed class GitRepositoryTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("notejam-git").FullName;
    private readonly ProcessRunner _processes = new();
    private GitRepository Git => new(_processes, _folder);

    public async Task InitializeAsync()
    {
        await RunAsync("init", "-q", "-b", "main");
        await File.WriteAllTextAsync(Path.Combine(_folder, "a.txt"), "one");
        await File.WriteAllTextAsync(Path.Combine(_folder, ".gitignore"), "ignored\n");
        await CommitAsync();
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_clean_working_copy_is_its_commit()
    {
        var revision = await Git.ReadRevisionAsync();
        Assert.False(revision.IsModified);
        Assert.Equal(await RunAsync("rev-parse", "HEAD"), revision.Commit);
    }

    [Fact]
    public async Task Uncommitted_and_new_files_change_the_tree_and_leave_the_index_alone()
    {
        var before = await Git.ReadRevisionAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder, "a.txt"), "two");
        await File.WriteAllTextAsync(Path.Combine(_folder, "new.txt"), "x");
        var after = await Git.ReadRevisionAsync();
        Assert.True(after.IsModified);
        Assert.NotEqual(before.Tree, after.Tree);
        Assert.Equal(before.Commit, after.Commit);
        Assert.Equal("M a.txt\n?? new.txt", await RunAsync("status", "--porcelain"));
    }

    [Fact]
    public async Task Ignored_files_do_not_count()
    {
        var before = await Git.ReadRevisionAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder, "ignored"), "x");
        Assert.Equal(before, await Git.ReadRevisionAsync());
    }

    [Fact]
    public async Task Going_back_to_the_same_content_is_the_same_tree()
    {
        var before = await Git.ReadRevisionAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder, "a.txt"), "two");
        await Git.ReadRevisionAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder, "a.txt"), "one");
        Assert.Equal(before, await Git.ReadRevisionAsync());
    }

    [Fact]
    public async Task Parts_have_ids_of_their_own()
    {
        var ids = await Git.ReadContentIdsAsync(await Git.ReadRevisionAsync(), ["a.txt", ".gitignore"]);
        Assert.Equal(2, ids.Values.Distinct().Count());
        Assert.All(ids.Values, id => Assert.Equal(40, id.Length));
    }

    [Fact]
    public async Task An_export_has_the_revisions_bytes_and_only_the_paths_asked_for()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "a.txt"), "not committed\n");
        var revision = await Git.ReadRevisionAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder, "a.txt"), "changed since");
        var target = Directory.CreateDirectory(Path.Combine(_folder, "ignored")).FullName;

        await Git.ExportAsync(revision, ["a.txt"], target);

        Assert.Equal([Path.Combine(target, "a.txt")], Directory.EnumerateFileSystemEntries(target));
        Assert.Equal("not committed\n", await File.ReadAllTextAsync(Path.Combine(target, "a.txt")));
    }

    [Fact]
    public async Task A_folder_without_a_commit_is_explained()
    {
        var empty = Directory.CreateTempSubdirectory("notejam-nogit").FullName;
        var error = await Assert.ThrowsAsync<PipelineException>(() => new GitRepository(_processes, empty).ReadRevisionAsync());
        Assert.Contains("at least one commit", error.Message, StringComparison.Ordinal);
        Directory.Delete(empty);
    }

    private async Task CommitAsync()
    {
        await RunAsync("add", "-A");
        await RunAsync("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "x");
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var result = await _processes.RunAsync(new ProcessCommand("git", arguments) { WorkingDirectory = _folder });
        Assert.True(result.Succeeded, result.Error);
        return result.Output.Trim();
    }
}
