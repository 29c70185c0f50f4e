namespace Notejam.Sandbox.Rds.Model;

/// <summary>All that RDS keeps, by region.</summary>
public sealed class RdsState
{
    public SortedDictionary<string, RdsRegion> Regions { get; init; } = [];
}

/// <summary>What RDS keeps in one region.</summary>
public sealed class RdsRegion
{
    public SortedDictionary<string, DbInstance> Instances { get; init; } = [];

    public SortedDictionary<string, DbSnapshot> Snapshots { get; init; } = [];

    public SortedDictionary<string, DbSubnetGroup> SubnetGroups { get; init; } = [];

    public SortedDictionary<string, DbParameterGroup> ParameterGroups { get; init; } = [];

    /// <summary>What happened to the instances, oldest first.</summary>
    public List<DbEvent> Events { get; init; } = [];

    /// <summary>Event subscriptions by name.</summary>
    public SortedDictionary<string, EventSubscription> EventSubscriptions { get; init; } = [];

    /// <summary>Tags by ARN.</summary>
    public SortedDictionary<string, SortedDictionary<string, string>> Tags { get; init; } = [];
}
