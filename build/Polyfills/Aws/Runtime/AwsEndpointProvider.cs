using System;
using Amazon.Runtime.Endpoints;

namespace Notejam.Polyfills.Aws.Runtime;

/// <summary>A service's endpoint rules as the SDK's provider.</summary>
/// <param name="resolve">From region, dual stack, FIPS and own endpoint to the endpoint.</param>
internal sealed class AwsEndpointProvider(Func<string, bool, bool, string, Endpoint> resolve) : IEndpointProvider
{
    /// <summary>An endpoint that is signed for a region of its own, whatever the client's is.</summary>
    public static Endpoint SignedFor(string region, string url) =>
        new(url, $$"""{"authSchemes":[{"name":"sigv4","signingRegion":"{{region}}"}]}""", null);

    public Endpoint ResolveEndpoint(EndpointParameters parameters) => resolve(
        (string)parameters["Region"],
        (bool)parameters["UseDualStack"],
        (bool)parameters["UseFIPS"],
        (string)parameters["Endpoint"]);
}
