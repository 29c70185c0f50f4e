using System.Xml.Linq;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Rds.Model;
using static Notejam.Sandbox.Gateway.AwsXml;

namespace Notejam.Sandbox.Rds.Api;

/// <summary>How much an account may have, by AWS's own defaults, and how much it has.</summary>
internal sealed class DbQuotaOperations(RdsStore store) : IOperations
{
    private const int Instances = 40, ManualSnapshots = 100, AllocatedGibibytes = 100_000, SubnetGroups = 50, ParameterGroups = 50;

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("DescribeAccountAttributes", DescribeAsync),
    ];

    /// <summary>DescribeAccountAttributes.</summary>
    public Task<AwsResponse> DescribeAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Read(request.Region, region =>
    {
        (string Name, long Used, long Max)[] quotas =
        [
            ("DBInstances", region.Instances.Count, Instances),
            ("ManualSnapshots", region.Snapshots.Values.Count(snapshot => snapshot.Type == "manual"), ManualSnapshots),
            ("AllocatedStorage", region.Instances.Values.Sum(instance => (long)instance.AllocatedStorage), AllocatedGibibytes),
            ("DBSubnetGroups", region.SubnetGroups.Count, SubnetGroups),
            ("DBParameterGroups", region.ParameterGroups.Count, ParameterGroups),
        ];
        return AwsResponse.Xml(request, RdsXml.Namespace, List("AccountQuotas", quotas, quota => new XElement("AccountQuota",
            Value("AccountQuotaName", quota.Name), Value("Used", quota.Used), Value("Max", quota.Max))));
    }));
}
