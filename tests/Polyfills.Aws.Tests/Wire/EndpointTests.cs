using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Notejam.Polyfills.Aws.Tests.Wire;

/// <summary>Where each client goes, and what it signs for there if that is not its region, by region, FIPS and dual stack.</summary>
[Trait("Suite", "wire")]
[Collection(PeerCollection.Name)]
public sealed class EndpointTests(BotocorePeer peer)
{
    [Theory]
    [InlineData("us-east-1", false, false)]
    [InlineData("us-east-1", true, false)]
    [InlineData("us-east-1", false, true)]
    [InlineData("eu-west-1", true, true)]
    [InlineData("cn-north-1", false, false)]
    [InlineData("cn-north-1", false, true)]
    [InlineData("us-gov-west-1", true, false)]
    [InlineData("us-gov-east-1", false, false)]
    [InlineData("us-iso-east-1", false, false)]
    [InlineData("mars-north-9", false, false)]
    public async Task Endpoints_equal_botocores(string region, bool fips, bool dualStack)
    {
        var expected = new List<string>();
        var actual = new List<string>();
        foreach (var client in GeneratedClient.All)
        {
            var config = client.NewConfig();
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
            config.UseFIPSEndpoint = fips;
            config.UseDualstackEndpoint = dualStack;
            expected.Add($"{client.Name} {await peer.EndpointAsync(config.ServiceId, region, fips, dualStack)}");
            actual.Add($"{client.Name} {Resolve(config, client.NewRequest(client.Operations.Keys.First()))}");
        }

        Assert.Equal(expected, actual);
    }

    private static string Resolve(ClientConfig config, AmazonWebServiceRequest request)
    {
        try
        {
            var endpoint = config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));
            return string.Join(" signed for ", [endpoint.URL.TrimEnd('/'), .. SigningRegions(endpoint)]);
        }
        catch (AmazonClientException exception)
        {
            return "error: " + exception.Message;
        }
    }

    private static IEnumerable<string> SigningRegions(Amazon.Runtime.Endpoints.Endpoint endpoint) =>
        endpoint.Attributes?["authSchemes"] is IEnumerable<object> schemes ? schemes.Cast<PropertyBag>().Select(scheme => (string)scheme["signingRegion"]) : [];
}
