using System.Text;
using System.Xml.Linq;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Ec2;

/// <summary>Subnets as the emulator keeps them.</summary>
internal sealed class SubnetDirectory(IEmulator emulator) : ISubnetDirectory
{
    private const string Operation = "DescribeSubnets";

    /// <inheritdoc />
    public async Task<IReadOnlyList<Subnet>> FindAsync(string region, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return [];
        var response = await emulator.AnswerAsync(Request(region, ids), cancellationToken);
        var document = XElement.Parse(Encoding.UTF8.GetString(response.Body));
        if (response.Status >= StatusCodes.Status400BadRequest)
            throw new AwsException(Value(document, "Code") ?? "InvalidSubnetID.NotFound", Value(document, "Message") ?? $"The subnet ID '{ids[0]}' does not exist", response.Status);
        var found = document.Descendants().Where(element => element.Name.LocalName == "subnetSet").Elements()
            .Select(item => new Subnet(Value(item, "subnetId")!, Value(item, "vpcId")!, Value(item, "availabilityZone")!))
            .ToDictionary(subnet => subnet.Id);
        return [.. ids.Select(id => found[id])];
    }

    private static AwsRequest Request(string region, IReadOnlyList<string> ids)
    {
        var parameters = ids.Select((id, index) => KeyValuePair.Create($"SubnetId.{index + 1}", id))
            .Prepend(KeyValuePair.Create("Version", "2016-11-15"))
            .Prepend(KeyValuePair.Create("Action", Operation));
        return new AwsRequest
        {
            Region = region,
            Service = "ec2",
            Operation = Operation,
            Protocol = AwsProtocol.Query,
            PathAndQuery = "/",
            Body = Encoding.UTF8.GetBytes(string.Join('&', parameters.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"))),
            Headers = new Dictionary<string, string> { ["Content-Type"] = "application/x-www-form-urlencoded" },
        };
    }

    private static string? Value(XElement element, string name) => element.Descendants().FirstOrDefault(child => child.Name.LocalName == name)?.Value;
}
