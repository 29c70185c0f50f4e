using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Elb.Api;

/// <summary>Elastic Load Balancing v2, served natively.</summary>
internal sealed class ElbService(IEnumerable<IElbOperations> operations) : AwsService("elasticloadbalancing")
{
    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, Func<AwsRequest, CancellationToken, Task<AwsResponse>>> Operations { get; } =
        operations.SelectMany(group => group.All).ToDictionary(operation => operation.Name, operation => operation.Handler);
}
