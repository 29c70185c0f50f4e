using System.Text;
using System.Xml.Linq;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Route53.Names;

/// <summary>The hosted zones, which the emulator keeps.</summary>
internal sealed class HostedZones(IEmulator emulator)
{
    private const string Root = "/2013-04-01/hostedzone";

    /// <summary>The address records of a name, of whichever zone.</summary>
    public async Task<IReadOnlyList<RecordSet>> FindAsync(string name, CancellationToken cancellationToken)
    {
        var zones = await ReadAsync(Root, cancellationToken);
        var found = new List<RecordSet>();
        foreach (var zone in Named(zones, "HostedZone").Where(zone => IsIn(name, Value(zone, "Name"))))
        {
            var path = $"{Root}/{Value(zone, "Id").Split('/')[^1]}/rrset?name={Uri.EscapeDataString(name)}&type=A";
            var records = Named(await ReadAsync(path, cancellationToken), "ResourceRecordSet").Where(record => Value(record, "Type") == "A");
            found.AddRange(records.Select(RecordSet.Read).Where(record => record.Name == name));
        }

        return found;
    }

    private static bool IsIn(string name, string zone)
    {
        var plain = RecordSet.Plain(zone);
        return name == plain || name.EndsWith("." + plain, StringComparison.Ordinal);
    }

    private async Task<XElement> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var response = await emulator.AnswerAsync(new AwsRequest
        {
            Region = "us-east-1", Service = "route53", Operation = $"GET {path}", Protocol = AwsProtocol.Rest, Method = "GET", PathAndQuery = path, Body = [],
        }, cancellationToken);
        return response.Status == StatusCodes.Status200OK
            ? XElement.Parse(Encoding.UTF8.GetString(response.Body))
            : throw new AwsException("InternalFailure", $"sandbox: the emulator answers GET {path} with {response.Status}", StatusCodes.Status500InternalServerError);
    }

    private static IEnumerable<XElement> Named(XElement root, string name) => root.Descendants().Where(element => element.Name.LocalName == name);

    private static string Value(XElement element, string name) => element.Elements().First(child => child.Name.LocalName == name).Value;
}
