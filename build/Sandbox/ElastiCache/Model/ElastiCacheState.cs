using Notejam.Sandbox.Ec2;

namespace Notejam.Sandbox.ElastiCache.Model;

/// <summary>All that ElastiCache keeps, by region.</summary>
public sealed class ElastiCacheState
{
    public SortedDictionary<string, ElastiCacheRegion> Regions { get; init; } = [];
}

/// <summary>What ElastiCache keeps in one region.</summary>
public sealed class ElastiCacheRegion
{
    public SortedDictionary<string, ReplicationGroup> Groups { get; init; } = [];

    public SortedDictionary<string, CacheSubnetGroup> SubnetGroups { get; init; } = [];

    public SortedDictionary<string, CacheParameterGroup> ParameterGroups { get; init; } = [];

    /// <summary>Tags by ARN.</summary>
    public SortedDictionary<string, SortedDictionary<string, string>> Tags { get; init; } = [];
}

/// <summary>Subnets that a cache may be in.</summary>
public sealed class CacheSubnetGroup
{
    public required string Name { get; init; }

    public required string Arn { get; init; }

    public required string Description { get; set; }

    public required string VpcId { get; set; }

    public required IReadOnlyList<Subnet> Subnets { get; set; }
}

/// <summary>Parameters that differ from the family's defaults.</summary>
public sealed class CacheParameterGroup
{
    public required string Name { get; init; }

    public required string Arn { get; init; }

    public required string Family { get; init; }

    public required string Description { get; init; }

    public SortedDictionary<string, string> Parameters { get; init; } = [];
}
