using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Rds.Model;

namespace Notejam.Sandbox.Rds.Api;

/// <summary>Finds what a request names, or answers with RDS's own error.</summary>
internal static class RdsLookups
{
    /// <summary>An instance by name or ARN.</summary>
    public static DbInstance Instance(this RdsRegion region, string name) =>
        region.Instances.TryGetValue(NameOf(name), out var found) ? found
            : throw new AwsException("DBInstanceNotFound", $"DBInstance {name} not found.", 404);

    /// <summary>A snapshot by name or ARN.</summary>
    public static DbSnapshot Snapshot(this RdsRegion region, string name) =>
        region.Snapshots.TryGetValue(NameOf(name), out var found) ? found
            : throw new AwsException("DBSnapshotNotFound", $"DBSnapshot {name} not found.", 404);

    /// <summary>A subnet group by name.</summary>
    public static DbSubnetGroup SubnetGroup(this RdsRegion region, string name) =>
        region.SubnetGroups.TryGetValue(NameOf(name), out var found) ? found
            : throw new AwsException("DBSubnetGroupNotFoundFault", $"DB subnet group '{name}' does not exist.", 404);

    /// <summary>A parameter group by name; a family's default group always exists.</summary>
    public static DbParameterGroup ParameterGroup(this RdsRegion region, string name)
    {
        if (region.ParameterGroups.TryGetValue(NameOf(name), out var found)) return found;
        const string prefix = "default.";
        if (name.StartsWith(prefix, StringComparison.Ordinal) && EngineVersions.IsFamily(name[prefix.Length..]))
            return new DbParameterGroup
            {
                Name = name,
                Arn = $"arn:aws:rds:::pg:{name}",
                Family = name[prefix.Length..],
                Description = $"Default parameter group for {name[prefix.Length..]}",
            };
        throw new AwsException("DBParameterGroupNotFound", $"DBParameterGroup not found: {name}", 404);
    }

    /// <summary>What a name or an ARN (<c>arn:aws:rds:region:account:kind:name</c>) names, in lower case as names are kept. A snapshot's name may hold a colon.</summary>
    public static string NameOf(string name) =>
        (name.StartsWith("arn:", StringComparison.Ordinal) ? string.Join(':', name.Split(':').Skip(6)) : name).ToLowerInvariant();
}
