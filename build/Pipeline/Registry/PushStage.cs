using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Tools.Docker;

namespace Notejam.Pipeline.Registry;

/// <summary>Brings an image into the region's registry and asks the registry what it holds.</summary>
/// <param name="createRepository">Creates the repository through Terraform: needed once, on the first delivery into a region.</param>
public sealed class PushStage(EcrRepository registry, DockerImages images, Func<CancellationToken, Task> createRepository, IStageLog log)
{
    /// <summary>Runs the stage.</summary>
    /// <exception cref="PipelineException">The push failed, or the registry holds something else afterwards.</exception>
    public async Task<StageResult<PushedImage>> RunAsync(Records.Image image, string repositoryName, CancellationToken cancellationToken = default)
    {
        var url = await registry.FindUrlAsync(repositoryName, cancellationToken);
        if (url is null)
        {
            log.Info($"the repository {repositoryName} does not exist yet: Terraform creates it ahead of the rest");
            await createRepository(cancellationToken);
            url = await registry.FindUrlAsync(repositoryName, cancellationToken)
                ?? throw new PipelineException($"Terraform applied, but there is no repository {repositoryName}.", "Compare repository_name in infra/stacks/region with the pipeline's.");
        }

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
