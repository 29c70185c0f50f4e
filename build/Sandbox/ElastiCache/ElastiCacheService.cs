using System.Xml.Linq;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.ElastiCache;

/// <summary>ElastiCache: replication groups are Redis servers.</summary>
internal sealed class ElastiCacheService(
    ReplicationGroupOperations groups, CacheSubnetGroupOperations subnetGroups, CacheParameterGroupOperations parameters, ElastiCacheTags tags)
    : AwsService("elasticache")
{
    /// <summary>The XML namespace of answers.</summary>
    public static readonly XNamespace Namespace = "http://elasticache.amazonaws.com/doc/2015-02-02/";

    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, Func<AwsRequest, CancellationToken, Task<AwsResponse>>> Operations { get; } =
        new Dictionary<string, Func<AwsRequest, CancellationToken, Task<AwsResponse>>>
        {
            ["CreateReplicationGroup"] = groups.CreateAsync,
            ["DescribeReplicationGroups"] = groups.DescribeAsync,
            ["DescribeCacheClusters"] = groups.DescribeMembersAsync,
            ["ModifyReplicationGroup"] = groups.ModifyAsync,
            ["IncreaseReplicaCount"] = groups.ResizeAsync,
            ["DecreaseReplicaCount"] = groups.ResizeAsync,
            ["DeleteReplicationGroup"] = groups.DeleteAsync,
            ["CreateCacheSubnetGroup"] = subnetGroups.CreateAsync,
            ["DescribeCacheSubnetGroups"] = subnetGroups.DescribeAsync,
            ["ModifyCacheSubnetGroup"] = subnetGroups.ModifyAsync,
            ["DeleteCacheSubnetGroup"] = subnetGroups.DeleteAsync,
            ["CreateCacheParameterGroup"] = parameters.CreateAsync,
            ["ModifyCacheParameterGroup"] = parameters.ModifyAsync,
            ["ResetCacheParameterGroup"] = parameters.ModifyAsync,
            ["DescribeCacheParameterGroups"] = parameters.DescribeGroupsAsync,
            ["DescribeCacheParameters"] = parameters.DescribeParametersAsync,
            ["DeleteCacheParameterGroup"] = parameters.DeleteAsync,
            ["ListTagsForResource"] = tags.ListAsync,
            ["AddTagsToResource"] = tags.AddAsync,
            ["RemoveTagsFromResource"] = tags.RemoveAsync,
        };
}
