using System.Xml.Linq;
using Notejam.Sandbox.ElastiCache.Model;
using static Notejam.Sandbox.Gateway.AwsXml;

namespace Notejam.Sandbox.ElastiCache.Api;

/// <summary>Writes replication groups and their members as the API describes them.</summary>
internal static class ReplicationGroupXml
{
    /// <summary>A replication group.</summary>
    public static XElement Write(ReplicationGroup group) => new("ReplicationGroup",
        Value("ReplicationGroupId", group.Id),
        Value("ARN", group.Arn),
        Value("Description", group.Description),
        Value("Status", group.Status),
        new XElement("PendingModifiedValues"),
        List("MemberClusters", group.MemberIds(), id => new XElement("ClusterId", id)),
        List("NodeGroups", [group], NodeGroup),
        Value("AutomaticFailover", group.AutomaticFailover ? "enabled" : "disabled"),
        Value("MultiAZ", group.MultiAz ? "enabled" : "disabled"),
        Value("SnapshotRetentionLimit", group.SnapshotRetention),
        Value("SnapshotWindow", group.SnapshotWindow),
        Value("ClusterEnabled", false),
        Value("ClusterMode", "disabled"),
        Value("CacheNodeType", group.NodeType),
        Value("AuthTokenEnabled", group.Tokens.Hashes.Count > 0),
        Value("AuthTokenLastModifiedDate", group.AuthTokenModifiedAt),
        Value("TransitEncryptionEnabled", group.TransitEncryption),
        Value("TransitEncryptionMode", group.TransitEncryptionMode),
        Value("AtRestEncryptionEnabled", group.AtRestEncryption),
        Value("KmsKeyId", group.KmsKeyId),
        Value("ReplicationGroupCreateTime", group.CreatedAt),
        Value("DataTiering", "disabled"),
        Value("AutoMinorVersionUpgrade", group.AutoMinorVersionUpgrade),
        Value("NetworkType", "ipv4"),
        Value("IpDiscovery", "ipv4"),
        new XElement("UserGroupIds"),
        LogDeliveries(group),
        Value("Engine", group.Engine));

    /// <summary>A member, as a cache cluster.</summary>
    public static XElement WriteMember(ReplicationGroup group, string id) => new("CacheCluster",
        Value("CacheClusterId", id),
        Value("ARN", group.Arn.Replace($"replicationgroup:{group.Id}", $"cluster:{id}", StringComparison.Ordinal)),
        Value("ReplicationGroupId", group.Id),
        Value("CacheClusterStatus", group.Status),
        Value("CacheClusterCreateTime", group.CreatedAt),
        Value("CacheNodeType", group.NodeType),
        Value("Engine", group.Engine),
        Value("EngineVersion", group.EngineVersion),
        Value("NumCacheNodes", 1),
        Value("PreferredAvailabilityZone", ZoneOf(group, id)),
        Value("PreferredMaintenanceWindow", group.MaintenanceWindow),
        new XElement("PendingModifiedValues"),
        new XElement("CacheParameterGroup",
            Value("CacheParameterGroupName", group.ParameterGroupName), Value("ParameterApplyStatus", "in-sync"), new XElement("CacheNodeIdsToReboot")),
        Value("CacheSubnetGroupName", group.SubnetGroupName),
        List("SecurityGroups", group.SecurityGroupIds, security =>
            new XElement("member", Value("SecurityGroupId", security), Value("Status", "active"))),
        Value("AutoMinorVersionUpgrade", group.AutoMinorVersionUpgrade),
        Value("SnapshotRetentionLimit", group.SnapshotRetention),
        Value("SnapshotWindow", group.SnapshotWindow),
        Value("AuthTokenEnabled", group.Tokens.Hashes.Count > 0),
        Value("TransitEncryptionEnabled", group.TransitEncryption),
        Value("TransitEncryptionMode", group.TransitEncryptionMode),
        Value("AtRestEncryptionEnabled", group.AtRestEncryption),
        Value("NetworkType", "ipv4"),
        Value("IpDiscovery", "ipv4"),
        LogDeliveries(group),
        List("CacheNodes", [id], _ => new XElement("CacheNode",
            Value("CacheNodeId", "0001"),
            Value("CacheNodeStatus", group.Status),
            Value("CacheNodeCreateTime", group.CreatedAt),
            Value("ParameterGroupStatus", "in-sync"),
            Value("CustomerAvailabilityZone", ZoneOf(group, id)),
            Endpoint("Endpoint", group))));

    private static XElement NodeGroup(ReplicationGroup group) => new("NodeGroup",
        Value("NodeGroupId", "0001"),
        Value("Status", group.Status),
        Endpoint("PrimaryEndpoint", group),
        Endpoint("ReaderEndpoint", group),
        List("NodeGroupMembers", group.MemberIds(), id => new XElement("NodeGroupMember",
            Value("CacheClusterId", id),
            Value("CacheNodeId", "0001"),
            Endpoint("ReadEndpoint", group),
            Value("PreferredAvailabilityZone", ZoneOf(group, id)),
            Value("CurrentRole", id == group.MemberIds().First() ? "primary" : "replica"))));

    private static XElement LogDeliveries(ReplicationGroup group) => List("LogDeliveryConfigurations", group.LogDeliveries, delivery =>
        new XElement("LogDeliveryConfiguration",
            Value("LogType", delivery.LogType),
            Value("DestinationType", delivery.DestinationType),
            new XElement("DestinationDetails", delivery.DestinationType == "cloudwatch-logs"
                ? new XElement("CloudWatchLogsDetails", Value("LogGroup", delivery.Destination))
                : new XElement("KinesisFirehoseDetails", Value("DeliveryStream", delivery.Destination))),
            Value("LogFormat", delivery.Format),
            Value("Status", "active")));

    private static XElement Endpoint(string name, ReplicationGroup group) =>
        new(name, Value("Address", group.Endpoint.Address), Value("Port", group.Endpoint.Port));

    private static string ZoneOf(ReplicationGroup group, string id) => group.Region + "abc"[(group.MemberIds().ToList().IndexOf(id)) % 3];
}
