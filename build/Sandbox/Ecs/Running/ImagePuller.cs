using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Notejam.Sandbox.Access;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.Ecs.Running;

/// <summary>Gets a task's images.</summary>
internal sealed class ImagePuller(DockerClients docker, RegistryLogin login, ExecutionRole role)
{
    /// <summary>
    /// Makes sure that an image is here: as it is, or pulled under exactly this reference. One of this sandbox's registries is always
    /// asked for, as Fargate does: what was deleted there starts no task, though this machine still has it.
    /// </summary>
    /// <returns>Its digest; null for one that never was in a registry.</returns>
    /// <exception cref="CannotStartTaskException">It cannot be pulled.</exception>
    public async Task<string?> EnsureAsync(string image, string container, string? executionRole, CancellationToken cancellationToken)
    {
        var account = login.For(image);
        if (account.ServerAddress is not null) await DemandAsync(image, container, executionRole, cancellationToken);
        if (account.ServerAddress is null && await FindAsync(image, cancellationToken) is { } found) return DigestOf(found, image);
        string? failure = null;
        var messages = new SyncProgress(message => failure ??= message.Error?.Message);
        var (repository, tag) = ImageReference.Split(image);
        try
        {
            await docker.Client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = repository, Tag = tag }, account, messages, cancellationToken);
        }
        catch (DockerApiException error)
        {
            failure = error.Words();
        }

        if (failure is null && await FindAsync(image, cancellationToken) is { } pulled) return DigestOf(pulled, image);
        throw new CannotStartTaskException(
            $"CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref {image}: {(failure ?? "not found").Trim()}", container);
    }

    private async Task DemandAsync(string image, string container, string? executionRole, CancellationToken cancellationToken)
    {
        var (region, repository) = login.RepositoryOf(image);
        try
        {
            await role.DemandAsync(ServiceCalls.EcsSignsInAtEcr, region, executionRole, "*", cancellationToken);
        }
        catch (AwsException error)
        {
            throw new CannotStartTaskException(
                "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: "
                + $"service call has been retried 1 time(s): {error.Code}: {error.Message}", inner: error);
        }

        try
        {
            await role.DemandAsync(ServiceCalls.EcsPullsImage, region, executionRole, $"arn:aws:ecr:{region}:{SandboxOptions.AccountId}:repository/{repository}", cancellationToken);
        }
        catch (AwsException error)
        {
            throw new CannotStartTaskException($"CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref {image}: unexpected status from HEAD request: 403 Forbidden: {error.Message}", container, error);
        }
    }

    private async Task<ImageInspectResponse?> FindAsync(string image, CancellationToken cancellationToken)
    {
        try
        {
            return await docker.Client.Images.InspectImageAsync(image, cancellationToken);
        }
        catch (DockerApiException error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private static string? DigestOf(ImageInspectResponse found, string image)
    {
        var repository = ImageReference.Split(image).Repository;
        return found.RepoDigests?.FirstOrDefault(digest => digest.StartsWith(repository + "@", StringComparison.Ordinal))?.Split('@')[1];
    }

    // Progress<T> would report later and elsewhere; an error must be known when the call returns.
    private sealed class SyncProgress(Action<JSONMessage> report) : IProgress<JSONMessage>
    {
        public void Report(JSONMessage value) => report(value);
    }
}
