using System.Text.RegularExpressions;
using Notejam.Sandbox.ElastiCache.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.ElastiCache.Api;

/// <summary>What ElastiCache refuses, and what a modification changes.</summary>
internal static partial class ReplicationGroupRules
{
    /// <summary>Checks what a new group is to be.</summary>
    public static void CheckNew(QueryParameters query)
    {
        var id = query.Required("ReplicationGroupId");
        if (!Identifier().IsMatch(id) || id.Length > 40)
            throw Invalid($"The parameter ReplicationGroupIdentifier must be an alphanumeric string of at most 40 characters or hyphens that begins with a letter and does not end with a hyphen: {id}");
        if (query.Number("NumNodeGroups") is > 1) throw Invalid("The sandbox serves replication groups of one node group (cluster mode disabled).");
        if (query["AuthToken"] is { } token) AuthTokens.Check(token, query.Bool("TransitEncryptionEnabled") == true);
        var members = query.Number("NumCacheClusters") ?? 1 + (query.Number("ReplicasPerNodeGroup") ?? 0);
        if (members is < 1 or > 6) throw Invalid($"A replication group has from 1 to 6 members, not {members}.");
        if (members == 1 && query.Bool("AutomaticFailoverEnabled") == true)
            throw new AwsException("InvalidParameterCombination", "Automatic failover is not supported for replication groups with a single member: add a replica.");
    }

    /// <summary>Applies a modification.</summary>
    public static void Apply(ElastiCacheRegion region, ReplicationGroup group, QueryParameters query, DateTimeOffset now)
    {
        group.Description = query["ReplicationGroupDescription"] ?? group.Description;
        group.NodeType = query["CacheNodeType"] ?? group.NodeType;
        group.Engine = query["Engine"] ?? group.Engine;
        if (query["EngineVersion"] is { } version) group.EngineVersion = CacheEngines.Resolve(group.Engine, version);
        group.AutomaticFailover = query.Bool("AutomaticFailoverEnabled") ?? group.AutomaticFailover;
        group.MultiAz = query.Bool("MultiAZEnabled") ?? group.MultiAz;
        group.SnapshotRetention = query.Number("SnapshotRetentionLimit") ?? group.SnapshotRetention;
        group.SnapshotWindow = query["SnapshotWindow"] ?? group.SnapshotWindow;
        group.MaintenanceWindow = query["PreferredMaintenanceWindow"]?.ToLowerInvariant() ?? group.MaintenanceWindow;
        group.AutoMinorVersionUpgrade = query.Bool("AutoMinorVersionUpgrade") ?? group.AutoMinorVersionUpgrade;
        if (query.Has("SecurityGroupIds")) group.SecurityGroupIds = query.Strings("SecurityGroupIds", "SecurityGroupId");
        if (query["CacheParameterGroupName"] is { } parameters) group.ParameterGroupName = region.ParameterGroup(parameters).Name;
        group.LogDeliveries = LogDeliveries(group.LogDeliveries, query);
        if (query.Bool("TransitEncryptionEnabled") is { } encryption) group.TransitEncryption = encryption;
        group.TransitEncryptionMode = group.TransitEncryption ? query["TransitEncryptionMode"] ?? group.TransitEncryptionMode ?? "required" : null;
        if (query["AuthToken"] is { } token) AuthTokens.Check(token, group.TransitEncryption);
        var tokens = group.Tokens.Change(query["AuthToken"], query["AuthTokenUpdateStrategy"]);
        if (tokens != group.Tokens) (group.Tokens, group.AuthTokenModifiedAt) = (tokens, now);
    }

    /// <summary>The deliveries of logs after a request: it names those that it changes, one a type of log.</summary>
    public static IReadOnlyList<LogDelivery> LogDeliveries(IReadOnlyList<LogDelivery> before, QueryParameters query)
    {
        var deliveries = before.ToDictionary(delivery => delivery.LogType);
        foreach (var change in query.Structures("LogDeliveryConfigurations", "LogDeliveryConfigurationRequest"))
        {
            var type = change.Required("LogType");
            if (type is not ("slow-log" or "engine-log")) throw Invalid($"LogType is slow-log or engine-log, not {type}.");
            if (change.Bool("Enabled") == false) deliveries.Remove(type);
            else deliveries[type] = Delivery(type, change);
        }

        return [.. deliveries.Values.OrderBy(delivery => delivery.LogType, StringComparer.Ordinal)];
    }

    private static LogDelivery Delivery(string type, QueryParameters change)
    {
        var kind = change.Required("DestinationType");
        var destination = kind switch
        {
            "cloudwatch-logs" => change["DestinationDetails.CloudWatchLogsDetails.LogGroup"],
            "kinesis-firehose" => change["DestinationDetails.KinesisFirehoseDetails.DeliveryStream"],
            _ => throw Invalid($"DestinationType is cloudwatch-logs or kinesis-firehose, not {kind}."),
        };
        return new LogDelivery(type, kind, destination ?? throw Invalid($"The {type} needs DestinationDetails of {kind}."), change["LogFormat"] ?? "json");
    }

    private static AwsException Invalid(string message) => new("InvalidParameterValue", message);

    [GeneratedRegex("^[A-Za-z]([A-Za-z0-9]|-(?!-))*(?<!-)$")]
    private static partial Regex Identifier();
}
