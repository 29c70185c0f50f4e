namespace Notejam.Pipeline.Records;

/// <summary>What is being delivered: a commit, and the tree of files as they lie in the working copy.</summary>
public sealed record SourceRevision
{
    /// <summary>A revision.</summary>
    /// <exception cref="ArgumentException">A part is not a git object id.</exception>
    public SourceRevision(string commit, string tree, bool isModified)
    {
        Commit = Require(commit, nameof(commit));
        Tree = Require(tree, nameof(tree));
        IsModified = isModified;
    }

    /// <summary>The commit checked out: 40 hexadecimal digits, or 64 where the repository counts with SHA-256.</summary>
    public string Commit { get; }

    /// <summary>Git's id of the working copy's content, uncommitted changes included. Equal trees are equal sources.</summary>
    public string Tree { get; }

    /// <summary>Whether the working copy differs from the commit.</summary>
    public bool IsModified { get; }

    /// <inheritdoc />
    public override string ToString() => IsModified ? $"{Commit[..10]} with uncommitted changes ({Tree[..10]})" : Commit[..10];

    private static string Require(string id, string name) =>
        id is { Length: 40 or 64 } && Hexadecimal.Is(id)
            ? id
            : throw new ArgumentException($"'{id}' is not a git object id.", name);
}
