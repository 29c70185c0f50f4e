using Notejam.Sandbox.Ecr.Model;

namespace Notejam.Sandbox.Ecr.Replication;

/// <summary>
/// Takes pushed images to the regions that the registry's rules name, in the background; what a killed gateway left unfinished is
/// begun again. As in ECR, an image that came by replication goes no further.
/// </summary>
public sealed partial class ReplicationJobs(EcrStore store, ImageReplicator replicator, IHostApplicationLifetime lifetime, ILogger<ReplicationJobs> log) : IHostedService
{
    private readonly Lock _lock = new();

    // One after the other: of two images pushed under one tag the later one is to have it.
    private Task _last = Task.CompletedTask;

    /// <summary>Begins to replicate an image that was pushed; its status is IN_PROGRESS when this returns.</summary>
    /// <param name="tag">The tag it was pushed with, or null.</param>
    public void Start(string region, string repository, string digest, string? tag)
    {
        var regions = store.Read(region, state => ReplicationRule.Destinations(state.ReplicationRules, repository).ToList());
        if (regions.Count == 0) return;
        store.Write(region, state =>
        {
            if (state.Repositories.GetValueOrDefault(repository)?.ByDigest(digest) is not { } image) return;
            foreach (var destination in regions) image.Replications[destination] = ImageReplication.InProgress;
        });
        foreach (var destination in regions) Enqueue(region, destination, repository, digest, tag is null ? [] : [tag]);
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var region in SandboxOptions.Regions)
            foreach (var (repository, image, destination) in store.Read(region, Unfinished))
                Enqueue(region, destination, repository, image.Digest, [.. image.Tags]);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static List<(string Repository, Image Image, string Destination)> Unfinished(EcrRegion state) =>
        [.. from repository in state.Repositories.Values
            from image in repository.Images
            from replication in image.Replications
            where replication.Value.Status == ImageReplication.InProgress.Status
            select (repository.Name, image, replication.Key)];

    private void Enqueue(string region, string destination, string repository, string digest, IReadOnlyList<string> tags)
    {
        lock (_lock) _last = AfterAsync(_last, () => RunAsync(region, destination, repository, digest, tags, lifetime.ApplicationStopping));
    }

    private static async Task AfterAsync(Task before, Func<Task> run)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        await run();
    }

    private async Task RunAsync(string region, string destination, string repository, string digest, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        try
        {
            await replicator.CopyAsync(region, destination, repository, digest, tags, cancellationToken);
            Finish(region, destination, repository, digest, ImageReplication.Complete);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(error, repository, digest, destination);
            Finish(region, destination, repository, digest, ImageReplication.Failed);
        }
    }

    private void Finish(string region, string destination, string repository, string digest, ImageReplication outcome) => store.Write(region, state =>
    {
        // The image may have been deleted meanwhile.
        if (state.Repositories.GetValueOrDefault(repository)?.ByDigest(digest) is { } image) image.Replications[destination] = outcome;
    });

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Repository}@{Digest} was not replicated to {Region}")]
    private partial void LogFailed(Exception error, string repository, string digest, string region);
}
