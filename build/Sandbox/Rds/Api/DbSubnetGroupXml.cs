using System.Xml.Linq;
using Notejam.Sandbox.Rds.Model;
using static Notejam.Sandbox.Gateway.AwsXml;

namespace Notejam.Sandbox.Rds.Api;

/// <summary>Writes a subnet group as the API describes it.</summary>
internal static class DbSubnetGroupXml
{
    /// <summary>The element's content.</summary>
    public static XElement Write(DbSubnetGroup group) => new("DBSubnetGroup",
        Value("DBSubnetGroupName", group.Name),
        Value("DBSubnetGroupArn", group.Arn),
        Value("DBSubnetGroupDescription", group.Description),
        Value("VpcId", group.VpcId),
        Value("SubnetGroupStatus", "Complete"),
        List("SupportedNetworkTypes", ["IPV4"], type => new XElement("member", type)),
        List("Subnets", group.Subnets, subnet => new XElement("Subnet",
            Value("SubnetIdentifier", subnet.Id),
            new XElement("SubnetAvailabilityZone", Value("Name", subnet.Zone)),
            new XElement("SubnetOutpost"),
            Value("SubnetStatus", "Active"))));
}
