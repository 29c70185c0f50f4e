using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Ecs.Api;

/// <summary>Elastic Container Service, served natively.</summary>
internal sealed class EcsService(IEnumerable<IEcsOperations> operations) : AwsService("ecs")
{
    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, Func<AwsRequest, CancellationToken, Task<AwsResponse>>> Operations { get; } = operations
        .SelectMany(group => group.All)
        .ToDictionary<(string Name, Func<AwsRequest, System.Text.Json.Nodes.JsonObject> Handler), string, Func<AwsRequest, CancellationToken, Task<AwsResponse>>>(
            operation => operation.Name,
            operation => (request, _) => Task.FromResult(AwsResponse.Json(operation.Handler(request))));
}
