using Notejam.Machine.Processes;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Source;

namespace Notejam.Pipeline.Image;

/// <summary>Publishes Notejam: the same sources give the same bytes, wherever the repository lies.</summary>
/// <param name="root">The repository's root.</param>
public sealed class AppPublisher(IProcessRunner processes, GitRepository git, string root)
{
    private readonly DotnetPublish _publish = new(processes, git, root);

    /// <summary>Publishes a revision's sources, and nothing else that lies in the working copy.</summary>
    /// <param name="folder">Where its files are written and compiled.</param>
    /// <returns>The folder of the published files, below <paramref name="folder"/>.</returns>
    /// <exception cref="PipelineException">The application does not compile.</exception>
    public Task<string> PublishAsync(SourceRevision revision, PublishFolder folder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return _publish.RunAsync(revision, folder, ImageContent.Paths, "app/Notejam", "Notejam does", [], cancellationToken);
    }
}
