using System.Net.Http.Headers;
using System.Xml.Linq;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Rds;

/// <summary>Tells where subnets are.</summary>
internal interface ISubnetDirectory
{
    /// <summary>The network and zone of each subnet.</summary>
    /// <exception cref="AwsException">A subnet does not exist.</exception>
    Task<IReadOnlyList<SubnetPlace>> FindAsync(string region, IReadOnlyList<string> ids, CancellationToken cancellationToken);
}

/// <summary>Asks the emulator, which keeps EC2's bookkeeping.</summary>
internal sealed class SubnetDirectory(SandboxOptions options, IHttpClientFactory clients) : ISubnetDirectory
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<SubnetPlace>> FindAsync(string region, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var parameters = ids.Select((id, index) => KeyValuePair.Create($"SubnetId.{index + 1}", id))
            .Prepend(KeyValuePair.Create("Version", "2016-11-15"))
            .Prepend(KeyValuePair.Create("Action", "DescribeSubnets"));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://127.0.0.1:{options.MotoPort}/"))
        {
            Content = new FormUrlEncodedContent(parameters),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "AWS4-HMAC-SHA256", $"Credential=sandbox/20260101/{region}/ec2/aws4_request, SignedHeaders=host, Signature=0");
        using var client = clients.CreateClient();
        using var response = await client.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new AwsException("InvalidSubnet", $"The subnets are not valid: {MessageOf(text)}");
        return [.. XElement.Parse(text).Descendants().Where(element => element.Name.LocalName == "subnetSet").Elements().Select(Place)];
    }

    private static SubnetPlace Place(XElement item)
    {
        string Text(string name) => item.Elements().First(element => element.Name.LocalName == name).Value;
        return new SubnetPlace(Text("subnetId"), Text("vpcId"), Text("availabilityZone"));
    }

    private static string MessageOf(string text)
    {
        try
        {
            return XElement.Parse(text).Descendants().FirstOrDefault(element => element.Name.LocalName == "Message")?.Value ?? text;
        }
        catch (System.Xml.XmlException)
        {
            return text;
        }
    }
}
