using System.Formats.Tar;
using Notejam.Machine.Processes;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Source;

/// <summary>Reads what is to be delivered from git.</summary>
public sealed class GitRepository(IProcessRunner processes, string root)
{
    // The user's settings decide what a file's content is (core.autocrlf, filters). They do not decide whether a change is
    // seen: a hook of core.fsmonitor may be wrong, and core.safecrlf is a question to people who commit.
    private static readonly string[] OwnEyes = ["-c", "core.fsmonitor=false", "-c", "core.safecrlf=false"];

    /// <summary>
    /// The revision of the working copy. The tree is made in a scratch index, so uncommitted and new files count and the
    /// user's own index stays as it is.
    /// </summary>
    /// <exception cref="PipelineException">No clone of its own, one without a commit, an unfinished merge, or git refuses.</exception>
    public async Task<SourceRevision> ReadRevisionAsync(CancellationToken cancellationToken = default)
    {
        if ((await GitAsync(["rev-parse", "--show-prefix", "HEAD", "HEAD^{tree}", "--git-path", "index"], null, cancellationToken)).Split('\n') is not [var prefix, var commit, var committed, var index, ..])
            throw new PipelineException("git rev-parse did not answer what it was asked.", "See that git --version is 2.31 or later.");
        if (prefix.Length > 0) throw GitFailure.OutsideOfItsOwn(root, prefix);
        // Most often nothing is changed, and that is known with one look.
        var changes = await GitAsync(["--no-optional-locks", .. OwnEyes, "status", "--porcelain", "--untracked-files=normal"], null, cancellationToken);
        if (changes.Length == 0) return new SourceRevision(commit, committed, isModified: false);
        if (GitFailure.FindConflicts(changes) is { Count: > 0 } conflicts) throw GitFailure.Unmerged(conflicts);

        var scratch = Path.Combine(Path.GetTempPath(), $"notejam-index-{Guid.NewGuid():N}");
        try
        {
            // Starting from the real index spares git from hashing every file again.
            if (File.Exists(Path.Combine(root, index))) File.Copy(Path.Combine(root, index), scratch);
            await GitAsync([.. OwnEyes, "add", "--all"], scratch, cancellationToken);
            var tree = (await GitAsync(["write-tree"], scratch, cancellationToken)).Trim();
            return new SourceRevision(commit, tree, tree != committed);
        }
        finally
        {
            File.Delete(scratch);
        }
    }

    /// <summary>Git's ids of parts of a revision (folders or files), by path. Equal ids are equal content.</summary>
    /// <exception cref="PipelineException">A path is not in the revision.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ReadContentIdsAsync(SourceRevision revision, IReadOnlyList<string> paths, CancellationToken cancellationToken = default)
    {
        var output = await GitAsync(["rev-parse", .. paths.Select(path => $"{revision.Tree}:{path}")], null, cancellationToken);
        var ids = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return paths.Zip(ids).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    /// <summary>Writes parts of a revision (folders or files) under a folder, with the very bytes that git's ids name.</summary>
    /// <exception cref="PipelineException">A path is not in the revision, or a symbolic link leads out of the parts.</exception>
    public async Task ExportAsync(SourceRevision revision, IReadOnlyList<string> paths, string folder, CancellationToken cancellationToken = default)
    {
        var archive = Path.Combine(folder, $"export-{Guid.NewGuid():N}.tar");
        try
        {
            // The user's settings for line ends and permissions would change what is written.
            await GitAsync(["-c", "core.autocrlf=false", "-c", "core.eol=lf", "-c", "tar.umask=0002", "archive", "--format=tar", $"--output={archive}", revision.Tree, "--", .. paths], null, cancellationToken);
            ExportedLinks.Check(archive);
            await TarFile.ExtractToDirectoryAsync(archive, folder, overwriteFiles: false, cancellationToken);
        }
        finally
        {
            File.Delete(archive);
        }
    }

    /// <summary>Files below a folder that git ignores: they lie there, and are in no revision.</summary>
    public async Task<IReadOnlyList<string>> FindIgnoredAsync(string folder, CancellationToken cancellationToken = default) =>
        (await GitAsync(["ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--", folder], null, cancellationToken)).Split('\0', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private async Task<string> GitAsync(string[] arguments, string? index, CancellationToken cancellationToken)
    {
        // GitFailure reads git's messages, which are translated otherwise.
        var environment = new Dictionary<string, string?> { ["LC_ALL"] = "C" };
        if (index is not null) environment["GIT_INDEX_FILE"] = index;
        var command = new ProcessCommand("git", arguments) { WorkingDirectory = root, Environment = environment };
        var result = await processes.RunAsync(command, cancellationToken);
        return result.Succeeded ? result.Output : throw GitFailure.Explain(command.ToString(), root, result.Error);
    }
}
