using System.Xml.Linq;

namespace Notejam.Sandbox.Access.Emulated;

/// <summary>
/// What an association of EC2 is of. A request that names only the association is decided by what it connects: the reference
/// lists the address and the network interface of DisassociateAddress, the route table and the subnet of DisassociateRouteTable.
/// </summary>
internal sealed class Ec2Associations(ServiceReads reads)
{
    private const string Version = "2016-11-15";

    /// <summary>Ids of what some associations connect; none of an association that is gone.</summary>
    public async Task<IReadOnlyList<string>> ConnectedAsync(string region, IEnumerable<string> associations, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        foreach (var association in associations)
            ids.AddRange(await reads.KeptAsync<IReadOnlyList<string>>("ec2", $"{region} {association}", async () => association.Split('-')[0] switch
            {
                "eipassoc" => Ids(await FindAsync(region, "DescribeAddresses", "association-id", association), "allocationId", "networkInterfaceId"),
                "rtbassoc" => Ids((await FindAsync(region, "DescribeRouteTables", "association.route-table-association-id", association))?.Descendants()
                    .FirstOrDefault(item => item.Elements().Any(child => child.Name.LocalName == "routeTableAssociationId" && child.Value == association)), "routeTableId", "subnetId"),
                _ => [],
            }, cancellationToken) ?? []);
        return ids;
    }

    private Task<XElement?> FindAsync(string region, string operation, string filter, string association) =>
        reads.QueryAsync(region, "ec2", operation, Version, ("Filter.1.Name", filter), ("Filter.1.Value.1", association));

    private static List<string> Ids(XElement? answer, params string[] members) =>
        [.. (answer?.Descendants() ?? []).Where(element => members.Contains(element.Name.LocalName) && element.Value.Length > 0).Select(element => element.Value).Distinct()];
}
