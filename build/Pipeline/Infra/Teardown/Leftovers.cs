using Amazon.Backup;
using Amazon.Backup.Model;
using Amazon.ECR;
using Amazon.ECR.Model;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.RDS;
using Amazon.RDS.Model;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Infra.Teardown;

/// <summary>Asks the services themselves, and not Terraform's state, what of an environment is still there.</summary>
public sealed class Leftovers(AwsSession aws)
{
    /// <summary>What is still there.</summary>
    /// <param name="name">The environment's prefix of names, for example <c>notejam-production</c>.</param>
    /// <param name="isReplicaAlone">Whether the primary region's stacks keep vault, repository and what stands ready here, which are none of this.</param>
    public async Task<Remains> FindAsync(string name, bool isReplicaAlone, CancellationToken cancellationToken)
    {
        var clusters = (await aws.Ecs.DescribeClustersAsync(new DescribeClustersRequest { Clusters = [name] }, cancellationToken)).Clusters ?? [];
        var databases = await Pages(async marker => await aws.Rds.DescribeDBInstancesAsync(new DescribeDBInstancesRequest { Marker = marker }, cancellationToken), page => page.Marker, page => page.DBInstances);
        var snapshots = await Pages(async marker => await aws.Rds.DescribeDBSnapshotsAsync(new DescribeDBSnapshotsRequest { Marker = marker }, cancellationToken), page => page.Marker, page => page.DBSnapshots);
        var vaults = await Pages(async token => await aws.Backup.ListBackupVaultsAsync(new ListBackupVaultsRequest { NextToken = token }, cancellationToken), page => page.NextToken, page => page.BackupVaultList);
        var repositories = await Pages(async token => await aws.Ecr.DescribeRepositoriesAsync(new DescribeRepositoriesRequest { NextToken = token }, cancellationToken), page => page.NextToken, page => page.Repositories);
        var balancers = await Pages(async marker => await aws.LoadBalancing.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest { Marker = marker }, cancellationToken), page => page.NextMarker, page => page.LoadBalancers);
        List<(string Name, string Line)> found =
        [
            .. clusters.Where(cluster => cluster.Status != "INACTIVE").Select(cluster => (cluster.ClusterName, $"ECS cluster {cluster.ClusterName}")),
            .. databases.Select(database => (database.DBInstanceIdentifier, $"database {database.DBInstanceIdentifier} ({database.DBInstanceStatus})")),
            .. snapshots.Select(snapshot => (snapshot.DBInstanceIdentifier, $"database snapshot {snapshot.DBSnapshotIdentifier}")),
            .. vaults.Where(_ => !isReplicaAlone).Select(vault => (vault.BackupVaultName, $"backup vault {vault.BackupVaultName}")),
            .. repositories.Where(_ => !isReplicaAlone).Select(repository => (repository.RepositoryName, $"ECR repository {repository.RepositoryName}")),
            .. balancers.Select(balancer => (balancer.LoadBalancerName, $"load balancer {balancer.LoadBalancerName}")),
        ];
        return Sort(found, name, isReplicaAlone);
    }

    /// <summary>Tells what is the environment's from what only has a name like it. Pure.</summary>
    /// <param name="found">Names, and what is said of them.</param>
    internal static Remains Sort(IReadOnlyList<(string Name, string Line)> found, string name, bool isReplicaAlone)
    {
        var names = new EnvironmentNames(name);
        return new Remains(
            [.. found.Where(each => isReplicaAlone ? each.Name == name : names.Contain(each.Name)).Select(each => each.Line)],
            [.. found.Where(each => !isReplicaAlone && names.Resemble(each.Name)).Select(each => each.Line)]);
    }

    private static async Task<List<TItem>> Pages<TPage, TItem>(Func<string?, Task<TPage>> ask, Func<TPage, string?> next, Func<TPage, List<TItem>?> items)
    {
        var found = new List<TItem>();
        string? marker = null;
        do
        {
            var page = await ask(marker);
            found.AddRange(items(page) ?? []);
            marker = next(page);
        }
        while (!string.IsNullOrEmpty(marker));
        return found;
    }
}
