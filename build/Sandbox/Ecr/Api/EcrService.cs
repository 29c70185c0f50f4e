using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Ecr.Api;

/// <summary>ECR's API. Nothing of it is left to the emulator, which would know other repositories.</summary>
public sealed class EcrService(IEnumerable<IEcrOperations> operations) : AwsService("ecr")
{
    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, Func<AwsRequest, CancellationToken, Task<AwsResponse>>> Operations { get; } =
        operations.SelectMany(group => group.Operations).ToDictionary();

    /// <inheritdoc />
    protected override Task<AwsResponse?> Otherwise(AwsRequest request) =>
        throw AwsException.NotServed($"ecr:{request.Operation} is not implemented");
}
