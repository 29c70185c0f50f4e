using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.State;

namespace Notejam.Sandbox.ElastiCache.Model;

/// <summary>The one holder of ElastiCache's state: every look and every change goes through its lock.</summary>
internal sealed class ElastiCacheStore(StateStore files)
{
    private const string FileName = "elasticache";
    private readonly Lock _lock = new();
    private readonly ElastiCacheState _state = files.Load<ElastiCacheState>(FileName);

    /// <summary>Looks at a region's state.</summary>
    public T Read<T>(string region, Func<ElastiCacheRegion, T> look)
    {
        lock (_lock) return look(Region(region));
    }

    /// <summary>Changes a region's state and keeps the change.</summary>
    public T Change<T>(string region, Func<ElastiCacheRegion, T> change)
    {
        lock (_lock)
        {
            var result = change(Region(region));
            files.Save(FileName, _state);
            return result;
        }
    }

    /// <summary>The replication groups of all regions.</summary>
    public IReadOnlyList<ReplicationGroup> All()
    {
        lock (_lock) return [.. _state.Regions.Values.SelectMany(region => region.Groups.Values)];
    }

    private ElastiCacheRegion Region(string region)
    {
        if (!_state.Regions.TryGetValue(region, out var found)) _state.Regions[region] = found = new ElastiCacheRegion();
        return found;
    }
}

/// <summary>Finds what a request names, or answers with ElastiCache's own error.</summary>
internal static class ElastiCacheLookups
{
    /// <summary>A replication group.</summary>
    public static ReplicationGroup Group(this ElastiCacheRegion region, string id) => region.Groups.TryGetValue(id.ToLowerInvariant(), out var found)
        ? found
        : throw new AwsException("ReplicationGroupNotFoundFault", $"ReplicationGroup {id} not found.", 404);

    /// <summary>A subnet group.</summary>
    public static CacheSubnetGroup SubnetGroup(this ElastiCacheRegion region, string name) =>
        region.SubnetGroups.TryGetValue(name.ToLowerInvariant(), out var found) ? found
            : throw new AwsException("CacheSubnetGroupNotFoundFault", $"Cache Subnet Group {name} does not exist.");

    /// <summary>A parameter group; a family's default group always exists.</summary>
    public static CacheParameterGroup ParameterGroup(this ElastiCacheRegion region, string name)
    {
        if (region.ParameterGroups.TryGetValue(name.ToLowerInvariant(), out var found)) return found;
        if (!name.StartsWith("default.", StringComparison.Ordinal))
            throw new AwsException("CacheParameterGroupNotFound", $"CacheParameterGroup {name} not found.", 404);
        var family = name["default.".Length..];
        return new CacheParameterGroup
        {
            Name = name, Arn = $"arn:aws:elasticache:::parametergroup:{name}", Family = family, Description = $"Default parameter group for {family}",
        };
    }
}
