using Notejam.Machine.Processes;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Source;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Tools.Docker;

namespace Notejam.Pipeline.Image;

/// <summary>Builds Notejam's image in the local engine.</summary>
/// <param name="packages">The packages that were compiled before.</param>
/// <param name="ensureBaseImage">Brings a base image into the local engine (pulls it, or makes it) and returns its id.</param>
public sealed class LocalImage(
    IProcessRunner processes, GitRepository git, DockerImages images, CompiledPackages packages, Func<string, CancellationToken, Task<string>> ensureBaseImage, IStageLog log, string root)
{
    private const int BufferSize = 1 << 16;

    private string DockerfilePath => Path.Combine(root, "app", "Dockerfile");

    /// <summary>The tag that a revision's content has.</summary>
    public async Task<string> ReadTagAsync(SourceRevision revision, CancellationToken cancellationToken)
    {
        var baseImageId = await ensureBaseImage(Dockerfile.ReadBaseImage(DockerfilePath), cancellationToken);
        return ImageContent.Tag(await git.ReadContentIdsAsync(revision, ImageContent.Paths, cancellationToken), baseImageId, AppPublisher.Runtime);
    }

    /// <summary>Builds the image, or gives one that was built of the same content another name.</summary>
    /// <returns>The image's id, and whether it had to be built.</returns>
    /// <exception cref="PipelineException">The application or the Dockerfile does not build.</exception>
    public async Task<(string Id, bool Built)> BuildAsync(SourceRevision revision, string reference, CancellationToken cancellationToken)
    {
        var content = $"notejam-content:{await ReadTagAsync(revision, cancellationToken)}";
        var built = false;
        if (await images.FindIdAsync(content, cancellationToken) is null)
        {
            log.Info("publishing app/Notejam");
            using var folder = new PublishFolder();
            var output = await new AppPublisher(processes, git, root, packages).PublishAsync(revision, folder, cancellationToken);
            log.Info($"building {reference} on {Dockerfile.ReadBaseImage(DockerfilePath)}");
            // In a file: memory holds no more than 2 GB.
            await using var context = new FileStream(Path.Combine(folder.Path, "context.tar"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferSize, FileOptions.DeleteOnClose);
            BuildContext.Write(context, BuildContext.ForPublishedApp(DockerfilePath, output));
            context.Position = 0;
            await images.BuildAsync(context, content, onLine: null, cancellationToken);
            built = true;
        }

        return (await images.TagAsync(content, reference, cancellationToken), built);
    }
}
