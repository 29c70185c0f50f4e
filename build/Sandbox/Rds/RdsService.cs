using System.Xml.Linq;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Rds;

/// <summary>RDS: instances are PostgreSQL servers, snapshots are copies of their data.</summary>
internal sealed class RdsService(
    DbInstanceOperations instances, ModifyDbInstance modify, DbSnapshotOperations snapshots, DbSubnetGroupOperations subnetGroups,
    DbParameterOperations parameters, DbEventOperations events, DbQuotaOperations quotas, RdsTagOperations tags) : AwsService("rds")
{
    /// <summary>The XML namespace of answers.</summary>
    public static readonly XNamespace Namespace = "http://rds.amazonaws.com/doc/2014-10-31/";

    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, Func<AwsRequest, CancellationToken, Task<AwsResponse>>> Operations { get; } =
        new Dictionary<string, Func<AwsRequest, CancellationToken, Task<AwsResponse>>>
        {
            ["CreateDBInstance"] = instances.CreateAsync,
            ["DescribeDBInstances"] = instances.DescribeAsync,
            ["ModifyDBInstance"] = modify.HandleAsync,
            ["RebootDBInstance"] = instances.RebootAsync,
            ["DeleteDBInstance"] = instances.DeleteAsync,
            ["RestoreDBInstanceFromDBSnapshot"] = instances.RestoreAsync,
            ["CreateDBSnapshot"] = snapshots.CreateAsync,
            ["DescribeDBSnapshots"] = snapshots.DescribeAsync,
            ["DescribeDBSnapshotAttributes"] = snapshots.DescribeAttributesAsync,
            ["DeleteDBSnapshot"] = snapshots.DeleteAsync,
            ["CreateDBSubnetGroup"] = subnetGroups.CreateAsync,
            ["DescribeDBSubnetGroups"] = subnetGroups.DescribeAsync,
            ["ModifyDBSubnetGroup"] = subnetGroups.ModifyAsync,
            ["DeleteDBSubnetGroup"] = subnetGroups.DeleteAsync,
            ["CreateDBParameterGroup"] = parameters.CreateAsync,
            ["ModifyDBParameterGroup"] = parameters.ModifyAsync,
            ["ResetDBParameterGroup"] = parameters.ModifyAsync,
            ["DescribeDBParameterGroups"] = parameters.DescribeGroupsAsync,
            ["DescribeDBParameters"] = parameters.DescribeParametersAsync,
            ["DeleteDBParameterGroup"] = parameters.DeleteAsync,
            ["DescribeDBEngineVersions"] = DbEngineOperations.DescribeVersionsAsync,
            ["DescribeOrderableDBInstanceOptions"] = DbEngineOperations.DescribeOrderableAsync,
            ["DescribeAccountAttributes"] = quotas.DescribeAsync,
            ["DescribeEvents"] = events.DescribeAsync,
            ["ListTagsForResource"] = tags.ListAsync,
            ["AddTagsToResource"] = tags.AddAsync,
            ["RemoveTagsFromResource"] = tags.RemoveAsync,
        };
}
