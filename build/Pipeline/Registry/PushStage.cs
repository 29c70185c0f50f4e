using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Tools.Docker;

namespace Notejam.Pipeline.Registry;

/// <summary>Brings an image into the region's registry and asks the registry what it holds.</summary>
public sealed class PushStage(EcrRepository registry, DockerImages images, RepositoryCreation repository, IStageLog log)
{
    /// <summary>Runs the stage.</summary>
    /// <exception cref="PipelineException">The push failed, or the registry holds something else afterwards.</exception>
    public async Task<StageResult<PushedImage>> RunAsync(Records.Image image, string repositoryName, CancellationToken cancellationToken = default)
    {
        var url = await repository.EnsureAsync(cancellationToken);
        if (await registry.FindDigestAsync(repositoryName, image.Tag, cancellationToken) is { } present)
            return StageResult.Skipped(new PushedImage(repositoryName, url, image.Tag, present), $"{repositoryName}:{image.Tag} is in the registry already");
        if (image.LocalId is null)
            throw new PipelineException($"{repositoryName}:{image.Tag} was in the registry when Image ran and is gone now.", "Run ./build.sh Image again: it builds what is missing.");

        log.Info($"pushing {url}:{image.Tag}");
        var answered = await images.PushAsync($"{repositoryName}:{image.Tag}", url, image.Tag, await registry.SignInAsync(cancellationToken), cancellationToken);
        var observed = await registry.FindDigestAsync(repositoryName, image.Tag, cancellationToken);
        if (observed != answered)
            throw new PipelineException($"The registry answered {answered} to the push, but holds {observed?.ToString() ?? "nothing"} under {image.Tag}.", "Somebody else may be pushing: run Push again.");
        return StageResult.Done(new PushedImage(repositoryName, url, image.Tag, answered), $"pushed {answered.Short} as {image.Tag}");
    }
}
