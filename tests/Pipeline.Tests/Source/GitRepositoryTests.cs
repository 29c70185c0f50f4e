using Notejam.Machine.Environments;
using Notejam.Machine.Processes;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Source;

namespace Notejam.Pipeline.Tests.Source;

public sealed class GitRepositoryTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("notejam-git").FullName;
    private readonly string _outside = Directory.CreateTempSubdirectory("notejam-git-outside").FullName;
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
        Directory.Delete(_outside, recursive: true);
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

    [Theory]
    [InlineData("../../../../etc/passwd", false)]
    [InlineData("/etc/passwd", false)]
    [InlineData("../../ignored", false)]
    [InlineData("../../a.txt", false)]
    [InlineData("missing.txt", false)]
    [InlineData("sibling.txt", true)]
    [InlineData("../web/./sibling.txt", true)]
    [InlineData("../web", true)]
    public async Task A_link_that_leads_out_of_an_export_is_named(string target, bool isInside)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "app", "web")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "sibling.txt"), "x");
        File.CreateSymbolicLink(Path.Combine(folder, "link.txt"), target);
        var revision = await Git.ReadRevisionAsync();

        var exported = Git.ExportAsync(revision, ["app"], _outside);

        if (isInside)
        {
            await exported;
            Assert.True(Path.Exists(Path.Combine(_outside, "app", "web", "link.txt")));
            return;
        }

        Assert.Contains($"app/web/link.txt → {target}", (await Assert.ThrowsAsync<PipelineException>(() => exported)).Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("elsewhere", "not a git repository", "The pipeline delivers a git commit")]
    [InlineData("unborn", "HEAD", "at least one")]
    [InlineData("bare", "work tree", "git clone it")]
    [InlineData("nested without a commit", "'new/inner/' does not have a commit checked out", "delete its .git")]
    [InlineData("below another repository", "is the folder sub of another git repository", "The pipeline delivers a git commit")]
    [InlineData("merge conflict", "a.txt has conflicts", "git merge --abort")]
    [InlineData("missing objects", "HEAD", "git fsck")]
    public async Task What_git_refuses_is_told_in_its_words_with_what_to_do(string state, string words, string remedy)
    {
        var error = await Assert.ThrowsAsync<PipelineException>(async () => await new GitRepository(_processes, await MakeAsync(state)).ReadRevisionAsync());

        Assert.Contains(words, error.Cause, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("core.safecrlf")]
    [InlineData("core.fsmonitor that lies")]
    [InlineData("index.lock")]
    [InlineData("odd names")]
    [InlineData("shallow clone")]
    [InlineData("submodule")]
    [InlineData("worktree")]
    [InlineData("SHA-256")]
    [InlineData("detached")]
    [InlineData("sparse")]
    public async Task What_is_only_unusual_does_not_matter(string state)
    {
        var folder = await MakeAsync(state);
        var git = new GitRepository(_processes, folder);
        // What was staged or written by the state itself counts from here on.
        var before = await git.ReadRevisionAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, "new.txt"), "one\r\ntwo\n");

        var after = await git.ReadRevisionAsync();

        Assert.True(after.IsModified);
        Assert.NotEqual(before.Tree, after.Tree);
        Assert.Equal(await RunInAsync(folder, "rev-parse", "HEAD"), after.Commit);
    }

    private async Task<string> MakeAsync(string state)
    {
        switch (state)
        {
            case "elsewhere":
                return _outside;
            case "unborn":
                await RunInAsync(_outside, "init", "-q");
                return _outside;
            case "bare":
                await RunInAsync(_outside, "clone", "-q", "--bare", _folder, "bare");
                return Path.Combine(_outside, "bare");
            case "nested without a commit":
                await RunAsync("init", "-q", "new/inner");
                break;
            case "below another repository":
                Directory.CreateDirectory(Path.Combine(_folder, "sub"));
                return Path.Combine(_folder, "sub");
            case "merge conflict":
                await RunAsync("checkout", "-q", "-b", "side");
                await ChangeAsync("side");
                await RunAsync("checkout", "-q", "main");
                await ChangeAsync("main");
                await _processes.RunAsync(new ProcessCommand("git", ["merge", "-q", "side"]) { WorkingDirectory = _folder });
                break;
            case "missing objects":
                Directory.Delete(Path.Combine(_folder, ".git", "objects"), recursive: true);
                Directory.CreateDirectory(Path.Combine(_folder, ".git", "objects"));
                break;
            case "core.safecrlf":
                await RunAsync("config", "core.safecrlf", "true");
                await RunAsync("config", "core.autocrlf", "input");
                break;
            case "core.fsmonitor that lies":
                var hook = Path.Combine(_outside, "nothing-changed");
                await File.WriteAllTextAsync(hook, "#!/bin/sh\nprintf 'token\\0'\n");
                if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                await RunAsync("config", "core.fsmonitor", hook);
                await RunAsync("config", "core.untrackedCache", "true");
                await RunAsync("update-index", "--fsmonitor");
                await RunAsync("status");
                break;
            case "index.lock":
                await File.WriteAllTextAsync(Path.Combine(_folder, ".git", "index.lock"), "");
                break;
            case "odd names":
                foreach (var name in new[] { "a\tb", "a\nb", "a\"b", " a ", "UU a", "-a", "\u00e9" }) await File.WriteAllTextAsync(Path.Combine(_folder, name), "x");
                break;
            case "shallow clone":
                await ChangeAsync("second");
                await RunInAsync(_outside, "clone", "-q", "--depth", "1", "file://" + _folder, "clone");
                return Path.Combine(_outside, "clone");
            case "submodule":
                await RunInAsync(_outside, "init", "-q");
                await RunInAsync(_outside, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", _folder, "sub");
                return Path.Combine(_outside, "sub");
            case "worktree":
                await RunAsync("worktree", "add", "-q", Path.Combine(_outside, "tree"));
                return Path.Combine(_outside, "tree");
            case "SHA-256":
                await RunInAsync(_outside, "init", "-q", "--object-format=sha256");
                await RunInAsync(_outside, "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "--allow-empty", "-m", "x");
                return _outside;
            case "detached":
                await RunAsync("checkout", "-q", "--detach");
                break;
            case "sparse":
                Directory.CreateDirectory(Path.Combine(_folder, "far"));
                await File.WriteAllTextAsync(Path.Combine(_folder, "far", "b.txt"), "x");
                await CommitAsync();
                await RunAsync("sparse-checkout", "set", "--cone", "near");
                break;
        }

        return _folder;
    }

    private async Task ChangeAsync(string text)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "a.txt"), text);
        await CommitAsync();
    }

    [Fact]
    public async Task What_git_ignores_below_a_folder_is_found()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "é 日本")).FullName;
        foreach (var name in new[] { "ignored", "new" }) await File.WriteAllTextAsync(Path.Combine(folder, name), "");
        await File.WriteAllTextAsync(Path.Combine(_folder, "ignored"), "");
        Assert.Equal(["é 日本/ignored"], await Git.FindIgnoredAsync("é 日本"));
    }

    [Fact]
    public async Task Variables_that_name_another_repository_lead_nowhere_else()
    {
        var commit = await RunAsync("rev-parse", "HEAD");
        var other = Directory.CreateTempSubdirectory("notejam-git-other").FullName;
        var inherited = new Dictionary<string, string>(Variables.OfThisProcess())
        {
            ["GIT_DIR"] = other, ["GIT_WORK_TREE"] = other, ["GIT_INDEX_FILE"] = Path.Combine(other, "index"), ["GIT_OBJECT_DIRECTORY"] = other, ["GIT_NAMESPACE"] = "x",
            ["GIT_CONFIG_COUNT"] = "1", ["GIT_CONFIG_KEY_0"] = "core.worktree", ["GIT_CONFIG_VALUE_0"] = other,
        };
        var git = new GitRepository(new GuardedProcessRunner(new Inheriting(inherited, _processes), () => inherited, _ => { }), _folder);
        Assert.Equal((commit, false), (await git.ReadRevisionAsync() is var revision ? revision.Commit : "", revision.IsModified));
        // Without the guard they do.
        await Assert.ThrowsAsync<PipelineException>(() => new GitRepository(new Inheriting(inherited, _processes), _folder).ReadRevisionAsync());
        Directory.Delete(other, recursive: true);
    }

    // Stands for a process whose environment that is.
    private sealed class Inheriting(IReadOnlyDictionary<string, string> inherited, IProcessRunner inner) : IProcessRunner
    {
        public Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken = default)
        {
            var all = new Dictionary<string, string?>(Variables.Changes(Variables.OfThisProcess(), inherited));
            foreach (var (name, value) in command.Environment) all[name] = value;
            return inner.RunAsync(command with { Environment = all }, cancellationToken);
        }
    }

    private async Task CommitAsync()
    {
        await RunAsync("add", "-A");
        await RunAsync("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "x");
    }

    private Task<string> RunAsync(params string[] arguments) => RunInAsync(_folder, arguments);

    private async Task<string> RunInAsync(string folder, params string[] arguments)
    {
        var result = await _processes.RunAsync(new ProcessCommand("git", arguments) { WorkingDirectory = folder });
        Assert.True(result.Succeeded, result.Error);
        return result.Output.Trim();
    }
}
