using Docker.DotNet;
using Docker.DotNet.Models;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Tools.Docker;

/// <summary>Images in the local Docker engine: build, tag, push.</summary>
public sealed class DockerImages(IDockerClient docker)
{
    /// <summary>Builds an image from a context.</summary>
    /// <returns>The image's id.</returns>
    /// <exception cref="PipelineException">The Dockerfile does not build.</exception>
    public async Task<string> BuildAsync(Stream context, string tag, Action<string>? onLine, CancellationToken cancellationToken)
    {
        var stream = new DockerStream(onLine);
        var parameters = new ImageBuildParameters { Tags = [tag], Dockerfile = "Dockerfile", Remove = true, ForceRemove = true };
        try
        {
            await docker.Images.BuildImageFromDockerfileAsync(parameters, context, [], new Dictionary<string, string>(), stream, cancellationToken);
        }
        catch (DockerApiException exception)
        {
            throw new PipelineException($"The Dockerfile does not build: {exception.ResponseBody ?? exception.Message}", "Correct app/Dockerfile.", exception);
        }

        if (stream.Error is not null)
            throw new PipelineException($"The Dockerfile does not build: {stream.Error}\n{stream.Tail}", "Correct app/Dockerfile.");
        return await FindIdAsync(tag, cancellationToken)
            ?? throw new PipelineException($"The engine reported no error, but there is no image {tag}.\n{stream.Tail}", "Look at the engine's log.");
    }

    /// <summary>The id of an image by its reference; null when the engine has none.</summary>
    public async Task<string?> FindIdAsync(string reference, CancellationToken cancellationToken)
    {
        try
        {
            return (await docker.Images.InspectImageAsync(reference, cancellationToken)).ID;
        }
        catch (DockerImageNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Gives an image another name.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> TagAsync(string existing, string reference, CancellationToken cancellationToken)
    {
        var colon = reference.LastIndexOf(':');
        await docker.Images.TagImageAsync(existing, new ImageTagParameters { RepositoryName = reference[..colon], Tag = reference[(colon + 1)..] }, cancellationToken);
        return (await docker.Images.InspectImageAsync(reference, cancellationToken)).ID;
    }

    /// <summary>Pushes a local image to a registry under a tag.</summary>
    /// <returns>The digest that the registry answered.</returns>
    /// <exception cref="PipelineException">The registry or the engine refused.</exception>
    public async Task<Digest> PushAsync(string localReference, string repositoryUrl, string tag, AuthConfig auth, CancellationToken cancellationToken)
    {
        await TagAsync(localReference, $"{repositoryUrl}:{tag}", cancellationToken);
        var stream = new DockerStream();
        try
        {
            await docker.Images.PushImageAsync(repositoryUrl, new ImagePushParameters { Tag = tag }, auth, stream, cancellationToken);
        }
        catch (DockerApiException exception)
        {
            throw new PipelineException($"Pushing {repositoryUrl}:{tag} failed: {exception.ResponseBody ?? exception.Message}", null, exception);
        }

        if (stream.Error is not null) throw new PipelineException($"Pushing {repositoryUrl}:{tag} failed: {stream.Error}");
        return stream.Digest is { } digest
            ? new Digest(digest)
            : throw new PipelineException($"The push of {repositoryUrl}:{tag} ended without a digest.\n{stream.Tail}");
    }
}
