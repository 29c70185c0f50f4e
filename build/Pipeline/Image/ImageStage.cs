using Notejam.Pipeline.Records;
using Notejam.Pipeline.Registry;

namespace Notejam.Pipeline.Image;

/// <summary>Makes the image of a revision, unless the registry has one of the same content.</summary>
public sealed class ImageStage(LocalImage local, EcrRepository registry)
{
    /// <summary>Runs the stage.</summary>
    /// <exception cref="PipelineException">The application or the Dockerfile does not build.</exception>
    public async Task<StageResult<Records.Image>> RunAsync(SourceRevision revision, string repositoryName, CancellationToken cancellationToken = default)
    {
        var tag = await local.ReadTagAsync(revision, cancellationToken);
        if (await registry.FindDigestAsync(repositoryName, tag, cancellationToken) is { } digest)
            return StageResult.Skipped(new Records.Image(tag, null, digest), $"an image of the same content, {tag}, is in {repositoryName} already");

        var reference = $"{repositoryName}:{tag}";
        var (id, built) = await local.BuildAsync(revision, reference, cancellationToken);
        var image = new Records.Image(tag, id, null);
        return built
            ? StageResult.Done(image, $"built {reference} ({id[7..19]})")
            : StageResult.Skipped(image, $"{reference} of the same content was built here already");
    }
}
