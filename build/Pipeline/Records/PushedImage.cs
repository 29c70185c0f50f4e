namespace Notejam.Pipeline.Records;

/// <summary>An image in the registry, known by digest.</summary>
public sealed record PushedImage
{
    /// <summary>A pushed image.</summary>
    /// <exception cref="ArgumentException">No repository.</exception>
    public PushedImage(string repositoryName, string repositoryUrl, string tag, Digest digest)
    {
        if (string.IsNullOrWhiteSpace(repositoryName) || string.IsNullOrWhiteSpace(repositoryUrl)) throw new ArgumentException("A pushed image lies in a repository.");
        (RepositoryName, RepositoryUrl, Tag, Digest) = (repositoryName, repositoryUrl, tag, digest);
    }

    /// <summary>Name of the ECR repository.</summary>
    public string RepositoryName { get; }

    /// <summary>Address of the repository, without tag or digest.</summary>
    public string RepositoryUrl { get; }

    /// <summary>The content's tag.</summary>
    public string Tag { get; }

    /// <summary>What the registry says that the content is.</summary>
    public Digest Digest { get; }

    /// <summary>The address that a task definition names: by digest, never by tag.</summary>
    public string Reference => $"{RepositoryUrl}@{Digest}";
}
