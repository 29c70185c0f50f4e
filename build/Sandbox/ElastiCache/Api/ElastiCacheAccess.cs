using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Access;

namespace Notejam.Sandbox.ElastiCache.Api;

/// <summary>What requests to ElastiCache need. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticache.html</summary>
internal sealed class ElastiCacheAccess() : ServiceAccess("elasticache")
{
    public static ServiceAccess Create() => new ElastiCacheAccess
    {
        Names = new Dictionary<string, string[]>
        {
            ["ReplicationGroupId"] = ["ReplicationGroupId"],
            ["CacheClusterId"] = ["CacheClusterId"],
            ["CacheParameterGroupName"] = ["CacheParameterGroupName"],
            ["CacheSubnetGroupName"] = ["CacheSubnetGroupName"],
            ["UserGroupId"] = ["UserGroupIds", "UserGroupId"],
            ["UserId"] = ["UserId"],
            ["snapshot/SnapshotName"] = ["SnapshotName"],
        },
        TagAction = "AddTagsToResource",
        SilenceMeansAll = true,
    };

    // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html
    public override async ValueTask<IReadOnlyList<AccessNeed>> NeedsOfAsync(RequestFacts facts, AwsServices services, CancellationToken cancellationToken) =>
        [.. await base.NeedsOfAsync(facts, services, cancellationToken), .. KeyUse.OfStorage("elasticache", facts.Request.Region, facts.First("KmsKeyId"))];
}
