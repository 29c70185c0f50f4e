using System;
using Amazon.Runtime.Endpoints;

namespace Notejam.Polyfills.Aws.Runtime;

/// <summary>A service's endpoint rules as the SDK's provider.</summary>
/// <param name="resolve">From region, dual stack, FIPS and own endpoint to the URL.</param>
internal sealed class AwsEndpointProvider(Func<string, bool, bool, string, string> resolve) : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters) => new(resolve(
        (string)parameters["Region"],
        (bool)parameters["UseDualStack"],
        (bool)parameters["UseFIPS"],
        (string)parameters["Endpoint"]));
}
