using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.RDS;
using Amazon.RDS.Model;

namespace Notejam.Pipeline.Recovery.Teardown;

/// <summary>Asks the services themselves, and not Terraform's state, what of a recovery is still there.</summary>
internal sealed class RecoveryLeftovers(IAmazonRDS rds, IAmazonElasticLoadBalancingV2 loadBalancing, IAmazonElastiCache cache, IAmazonECS ecs)
{
    /// <summary>What is still there, one line each.</summary>
    /// <param name="prefix">Begin of the names of an environment's drills, or of its failovers.</param>
    /// <param name="cluster">The cluster that their services run in.</param>
    /// <param name="family">Family of their task definitions.</param>
    /// <param name="service">The recovery's service.</param>
    public async Task<IReadOnlyList<string>> FindAsync(string prefix, string cluster, string family, string service, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        await foreach (var database in rds.Paginators.DescribeDBInstances(new DescribeDBInstancesRequest()).DBInstances.WithCancellation(cancellationToken))
            if (Belongs(database.DBInstanceIdentifier)) found.Add($"database {database.DBInstanceIdentifier} ({database.DBInstanceStatus})");
        await foreach (var snapshot in rds.Paginators.DescribeDBSnapshots(new DescribeDBSnapshotsRequest()).DBSnapshots.WithCancellation(cancellationToken))
            if (Belongs(snapshot.DBInstanceIdentifier)) found.Add($"database snapshot {snapshot.DBSnapshotIdentifier}");
        await foreach (var balancer in loadBalancing.Paginators.DescribeLoadBalancers(new DescribeLoadBalancersRequest()).LoadBalancers.WithCancellation(cancellationToken))
            if (Belongs(balancer.LoadBalancerName)) found.Add($"load balancer {balancer.LoadBalancerName}");
        await foreach (var group in loadBalancing.Paginators.DescribeTargetGroups(new DescribeTargetGroupsRequest()).TargetGroups.WithCancellation(cancellationToken))
            if (Belongs(group.TargetGroupName)) found.Add($"target group {group.TargetGroupName}");
        await foreach (var replication in cache.Paginators.DescribeReplicationGroups(new DescribeReplicationGroupsRequest()).ReplicationGroups.WithCancellation(cancellationToken))
            if (Belongs(replication.ReplicationGroupId)) found.Add($"cache {replication.ReplicationGroupId} ({replication.Status})");
        var services = (await ecs.DescribeServicesAsync(new DescribeServicesRequest { Cluster = cluster, Services = [service] }, cancellationToken)).Services ?? [];
        found.AddRange(services.Where(each => each.Status != "INACTIVE").Select(each => $"service {each.ServiceName} ({each.Status})"));
        await foreach (var arn in ecs.Paginators.ListTaskDefinitions(new ListTaskDefinitionsRequest { FamilyPrefix = family, Status = TaskDefinitionStatus.ACTIVE }).TaskDefinitionArns.WithCancellation(cancellationToken))
            if (arn[(arn.LastIndexOf('/') + 1)..arn.LastIndexOf(':')] == family) found.Add($"task definition {arn[(arn.LastIndexOf('/') + 1)..]}");
        return found;

        bool Belongs(string name) => RecoveryName.IsOne(name, prefix);
    }
}
