using System.Net;
using Amazon;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;

namespace Notejam.Polyfills.Aws.Tests.Wire;

/// <summary>IAM is one for all regions of a partition: wherever a client is, it goes to one host and signs for that one's region.</summary>
[Trait("Suite", "wire")]
public sealed class SigningRegionTests
{
    [Theory]
    [InlineData("eu-west-2", null, "iam.amazonaws.com", "us-east-1")]
    [InlineData("us-east-1", null, "iam.amazonaws.com", "us-east-1")]
    [InlineData("cn-northwest-1", null, "iam.cn-north-1.amazonaws.com.cn", "cn-north-1")]
    [InlineData("us-gov-east-1", null, "iam.us-gov.amazonaws.com", "us-gov-west-1")]
    // What a client is told comes first, as in the official package.
    [InlineData("eu-west-2", "eu-west-2", "iam.amazonaws.com", "eu-west-2")]
    public async Task A_service_of_all_regions_is_signed_for_its_own(string region, string? chosen, string host, string signedFor)
    {
        using var wire = new Wire();
        var config = new AmazonIdentityManagementServiceConfig
        {
            IgnoreConfiguredEndpointUrls = true,
            RegionEndpoint = RegionEndpoint.GetBySystemName(region),
            AuthenticationRegion = chosen,
            HttpClientFactory = new Factory(wire),
        };
        using var identity = new AmazonIdentityManagementServiceClient(new BasicAWSCredentials("AKID", "SECRET"), config);

        await identity.GetRoleAsync(new GetRoleRequest { RoleName = "role" });

        var request = Assert.Single(wire.Requests);
        Assert.Equal($"https://{host}/", request.Address);
        Assert.Contains($"/{signedFor}/iam/aws4_request", request.Authorization, StringComparison.Ordinal);
    }

    private sealed class Factory(HttpMessageHandler wire) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(wire, disposeHandler: false);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }

    /// <summary>Leads nowhere: keeps what was asked and answers that there is nothing to tell.</summary>
    private sealed class Wire : HttpMessageHandler
    {
        public List<(string? Address, string Authorization)> Requests { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add((request.RequestUri?.ToString(), request.Headers.NonValidated["Authorization"].ToString()));
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<GetRoleResponse/>") });
        }
    }
}
