using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using Notejam.Hooks.Rotation;
using Notejam.Hooks.Runtime;

namespace Notejam.Hooks.Cache;

/// <summary>
/// The cache's AUTH token. ElastiCache's ROTATE adds a token and leaves the one before it good, which running tasks need
/// until they are replaced; its SET leaves one alone. So a rotation first makes the current token the only one, which ends
/// what the rotation before it replaced, and then adds the pending one.
/// </summary>
internal sealed class CacheTokens(IAmazonElastiCache cache, CacheConnections connections, CacheAddress address, FunctionLog log, TimeProvider time) : ISecretOwner
{
    private const int TokenLength = 64;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public string Next(string current) => RandomText.Create(TokenLength);

    /// <inheritdoc />
    public async Task SetAsync(string pending, string current, CancellationToken cancellationToken)
    {
        // A cache without any token has to learn the one that running tasks have before it insists on it.
        await EnsureAsync(current, cancellationToken);
        if (await connections.AcceptsAsync(pending, cancellationToken)) return;
        await ChangeAsync(current, AuthTokenUpdateStrategyType.SET, cancellationToken);
        await ChangeAsync(pending, AuthTokenUpdateStrategyType.ROTATE, cancellationToken);
    }

    /// <inheritdoc />
    public async Task TestAsync(string pending, CancellationToken cancellationToken)
    {
        if (!await connections.AcceptsAsync(pending, cancellationToken)) throw new HookException($"The cache {address.Group} does not accept the pending token.");
    }

    /// <summary>Makes the cache accept a token, without taking away the one that it has.</summary>
    public async Task EnsureAsync(string token, CancellationToken cancellationToken)
    {
        var group = await WaitUntilAvailableAsync(cancellationToken);
        if (group.AuthTokenEnabled == true && await connections.AcceptsAsync(token, cancellationToken)) return;
        await ChangeAsync(token, AuthTokenUpdateStrategyType.ROTATE, cancellationToken);
        await TestAsync(token, cancellationToken);
    }

    private async Task ChangeAsync(string token, AuthTokenUpdateStrategyType strategy, CancellationToken cancellationToken)
    {
        await cache.ModifyReplicationGroupAsync(new ModifyReplicationGroupRequest { ReplicationGroupId = address.Group, AuthToken = token, AuthTokenUpdateStrategy = strategy, ApplyImmediately = true }, cancellationToken);
        log.Info($"{address.Group}: {strategy.Value} of a token");
        await WaitUntilAvailableAsync(cancellationToken);
    }

    private async Task<ReplicationGroup> WaitUntilAvailableAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var group = (await cache.DescribeReplicationGroupsAsync(new DescribeReplicationGroupsRequest { ReplicationGroupId = address.Group }, cancellationToken)).ReplicationGroups.Single();
            if (group.Status == "available" && group.PendingModifiedValues?.AuthTokenStatus is null) return group;
            await Task.Delay(Interval, time, cancellationToken);
        }
    }
}
