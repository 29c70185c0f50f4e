using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Ecr.Api;

/// <summary>Some of ECR's operations, by name.</summary>
public interface IEcrOperations
{
    /// <summary>The operations and their handlers.</summary>
    IReadOnlyDictionary<string, Func<AwsRequest, CancellationToken, Task<AwsResponse>>> Operations { get; }
}
