using Notejam.Pipeline.Source;

namespace Notejam.Pipeline.Tests.Source;

public sealed class GitFailureTests
{
    // The words are git's own (2.47, LC_ALL=C).
    [Theory]
    [InlineData("fatal: detected dubious ownership in repository at '/clone'\nTo add an exception for this directory, call:", "safe.directory /clone")]
    [InlineData("fatal: not a git repository (or any of the parent directories): .git", "in a clone of its own")]
    [InlineData("fatal: Not a git repository: '/elsewhere/.git'", "in a clone of its own")]
    [InlineData("fatal: this operation must be run in a work tree", "bare repository")]
    [InlineData("fatal: ambiguous argument 'HEAD': unknown revision or path not in the working tree.", "make at least one")]
    [InlineData("error: 'x/' does not have a commit checked out\nfatal: adding files failed", "delete its .git")]
    [InlineData("error: open(\"secret.txt\"): Permission denied\nerror: unable to index file 'secret.txt'\nfatal: adding files failed", "Make it readable")]
    [InlineData("fatal: path 'app/Dockerfile' does not exist in '0123'", "put it back")]
    [InlineData("fatal: path 'app/Dockerfile' exists on disk, but not in '0123'", "put it back")]
    [InlineData("fatal: Unable to create '/clone/.git/index.lock': File exists.", "delete that file")]
    [InlineData("fatal: unable to read tree (0123)", "git fsck")]
    [InlineData("error: bad signature 0x00000000\nfatal: index file corrupt", "git fsck")]
    [InlineData("error: unable to write file .git/objects/xx: No space left on device", "Make room")]
    [InlineData("unknown option: --no-optional-locks", "2.31 or later")]
    [InlineData("warning: something new\nfatal: the dog ate it", "Run that command there")]
    [InlineData("", "Run that command there")]
    public void Each_refusal_keeps_gits_words_and_says_what_to_do(string error, string remedy)
    {
        var explained = GitFailure.Explain("git add --all", "/clone", error);

        Assert.Contains("'git add --all' failed in /clone", explained.Cause, StringComparison.Ordinal);
        Assert.Contains(error, explained.Cause, StringComparison.Ordinal);
        Assert.Contains(remedy, explained.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UU a.txt\n", "a.txt")]
    [InlineData(" M b\nAA \"c d\"\nDU e\n", "\"c d\",e")]
    [InlineData("?? UU a\n M UD b\nR  UU from -> to\n", "")]
    [InlineData("", "")]
    public void Conflicts_are_found_among_the_changes(string status, string expected) =>
        Assert.Equal(expected, string.Join(',', GitFailure.FindConflicts(status)));
}
