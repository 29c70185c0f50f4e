using System.Text.RegularExpressions;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Source;

/// <summary>What git's refusals mean: its own words, and what to do about each.</summary>
public static partial class GitFailure
{
    private const string NoClone = "The pipeline delivers a git commit: run it in a clone of its own (git clone), not in a copy of the files.";

    // The first that matches; git says most of them in the same words since 2.0, dubious ownership since 2.35.
    private static readonly (Regex Words, string Remedy)[] Known =
    [
        (DubiousOwnership(), "Another user owns the clone. If you trust it: git config --global --add safe.directory {0}"),
        (NestedWithoutCommit(), "A repository without a commit lies there: commit in it, put it on .gitignore, or delete its .git."),
        (NotARepository(), NoClone),
        (NoWorkTree(), "This is a bare repository: git clone it, and run the pipeline in the clone."),
        (Unborn(), "The pipeline delivers a git commit: make at least one (git add --all, git commit)."),
        (Unreadable(), "Make it readable for this user, put it on .gitignore, or remove it."),
        (NotInTree(), "It belongs to the sources: put it back (git status names what is missing)."),
        (Locked(), "If no other git is at work: delete that file."),
        (Damaged(), "The repository is damaged or incomplete: see git fsck, or clone it again."),
        (NoSpace(), "Make room on that disk, and run the same command again."),
        (UnknownOption(), "See that git --version is 2.31 or later."),
    ];

    /// <summary>The message of a git command that failed.</summary>
    /// <param name="command">The command line.</param>
    /// <param name="root">Where it ran.</param>
    /// <param name="error">What git printed.</param>
    public static PipelineException Explain(string command, string root, string error)
    {
        var words = error.Trim() is { Length: > 0 } said ? said : "it says nothing";
        var remedy = Known.Where(known => known.Words.IsMatch(words)).Select(known => known.Remedy).FirstOrDefault() ?? "Run that command there to see it.";
        return new PipelineException($"'{command}' failed in {root}: {words}", remedy.Replace("{0}", root, StringComparison.Ordinal));
    }

    /// <summary>The sources lie in a folder of somebody else's repository.</summary>
    public static PipelineException OutsideOfItsOwn(string root, string prefix) =>
        new($"{root} is the folder {prefix.TrimEnd('/')} of another git repository, and no clone of its own.", NoClone);

    /// <summary>Files with both sides of a merge in them.</summary>
    public static PipelineException Unmerged(IReadOnlyList<string> files) =>
        new($"A merge is not finished: {string.Join(", ", files.Take(5))}{(files.Count > 5 ? $" and {files.Count - 5} more" : "")} {(files.Count == 1 ? "has" : "have")} conflicts.", "Resolve them (git status), or give the merge up (git merge --abort).");

    /// <summary>The files in conflict among those that <c>git status --porcelain</c> lists.</summary>
    public static IReadOnlyList<string> FindConflicts(string status) =>
        [.. status.Split('\n').Where(entry => Conflict().IsMatch(entry)).Select(entry => entry[3..].Trim())];

    [GeneratedRegex("dubious ownership|unsafe repository")]
    private static partial Regex DubiousOwnership();

    [GeneratedRegex("does not have a commit checked out")]
    private static partial Regex NestedWithoutCommit();

    [GeneratedRegex("not a git repository", RegexOptions.IgnoreCase)]
    private static partial Regex NotARepository();

    [GeneratedRegex("must be run in a work tree")]
    private static partial Regex NoWorkTree();

    [GeneratedRegex("ambiguous argument 'HEAD'|bad revision 'HEAD'|Needed a single revision")]
    private static partial Regex Unborn();

    [GeneratedRegex("Permission denied|Operation not permitted")]
    private static partial Regex Unreadable();

    [GeneratedRegex("does not exist in|exists on disk, but not in|did not match any files")]
    private static partial Regex NotInTree();

    [GeneratedRegex(@"Unable to create '.*\.lock': File exists")]
    private static partial Regex Locked();

    [GeneratedRegex(@"bad object|HEAD\^\{tree\}|unable to read|bad signature|index file corrupt|loose object|missing blob|bad tree|could not fetch")]
    private static partial Regex Damaged();

    [GeneratedRegex("No space left on device|Disk quota exceeded|Read-only file system")]
    private static partial Regex NoSpace();

    [GeneratedRegex("unknown option|unknown switch|is not a git command")]
    private static partial Regex UnknownOption();

    // git-status(1), "Short Format": both sides changed the file.
    [GeneratedRegex("^(DD|AU|UD|UA|DU|AA|UU) ")]
    private static partial Regex Conflict();
}
