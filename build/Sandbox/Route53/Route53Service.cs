using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Route53.Health;

namespace Notejam.Sandbox.Route53;

/// <summary>Route 53's API as far as it is the sandbox's own: health checks.</summary>
internal sealed class Route53Service(HealthCheckOperations checks) : IAwsService
{
    /// <inheritdoc />
    public string SigningName => "route53";

    /// <inheritdoc />
    public async Task<AwsResponse?> HandleAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var route in checks.Routes)
                if (route.Match(request) is { } call) return await route.Handler(call, cancellationToken);
            return null;
        }
        catch (AwsException error)
        {
            // Its errors are XML, which the other REST services' are not.
            return AwsResponse.Error(AwsProtocol.Query, error.Code, error.Message, error.Status);
        }
    }
}
