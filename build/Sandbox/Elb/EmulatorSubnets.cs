using System.Globalization;
using System.Xml.Linq;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Elb;

/// <summary>Subnets as the emulator of EC2 knows them.</summary>
internal sealed class EmulatorSubnets(SandboxOptions options) : ISubnetDirectory, IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(30) };

    /// <inheritdoc />
    public async Task<IReadOnlyList<Subnet>> FindAsync(string region, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return [];
        var form = new Dictionary<string, string> { ["Action"] = "DescribeSubnets", ["Version"] = "2016-11-15" };
        for (var i = 0; i < ids.Count; i++) form[string.Create(CultureInfo.InvariantCulture, $"SubnetId.{i + 1}")] = ids[i];
        using var request = new HttpRequestMessage(HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{options.MotoPort}/"))
        {
            Content = new FormUrlEncodedContent(form),
        };
        // The emulator reads the region from the scope and does not check the signature.
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential=sandbox/20000101/{region}/ec2/aws4_request, SignedHeaders=host, Signature=0");

        using var response = await _http.SendAsync(request, cancellationToken);
        var document = XDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        if (!response.IsSuccessStatusCode)
            throw new AwsException("SubnetNotFound", Value(document.Root!, "Message") ?? $"One of the subnets '{string.Join(", ", ids)}' was not found");

        var found = document.Descendants()
            .Where(element => element.Name.LocalName == "item" && element.Parent!.Name.LocalName == "subnetSet")
            .Select(item => new Subnet(Value(item, "subnetId")!, Value(item, "vpcId")!, Value(item, "availabilityZone")!))
            .ToDictionary(subnet => subnet.Id);
        return [.. ids.Select(id => found[id])];
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static string? Value(XElement element, string name) =>
        element.Descendants().FirstOrDefault(child => child.Name.LocalName == name)?.Value;
}
