using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Scaling.Api;

/// <summary>Application Auto Scaling of ECS services. Nothing of it is left to the emulator, which knows no service of ours.</summary>
internal sealed class ScalingService(IEnumerable<IScalingOperations> operations) : AwsService("application-autoscaling")
{
    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, Func<AwsRequest, CancellationToken, Task<AwsResponse>>> Operations { get; } = operations
        .SelectMany(group => group.All)
        .ToDictionary<(string Name, Func<AwsRequest, System.Text.Json.Nodes.JsonObject> Handler), string, Func<AwsRequest, CancellationToken, Task<AwsResponse>>>(
            operation => operation.Name,
            operation => (request, _) => Task.FromResult(AwsResponse.Json(operation.Handler(request))));

    /// <inheritdoc />
    protected override Task<AwsResponse?> Otherwise(AwsRequest request) => throw AwsException.NotServed(
        $"application-autoscaling:{request.Operation} is not implemented");
}
