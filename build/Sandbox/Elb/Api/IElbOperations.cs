using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Elb.Api;

/// <summary>The operations on one kind of thing.</summary>
internal interface IElbOperations
{
    /// <summary>The operations by name.</summary>
    IEnumerable<ElbOperation> All { get; }
}

/// <summary>An operation of the API and what answers it.</summary>
internal sealed record ElbOperation(string Name, Func<AwsRequest, CancellationToken, Task<AwsResponse>> Handler)
{
    /// <summary>An operation that waits for nothing.</summary>
    public ElbOperation(string name, Func<AwsRequest, AwsResponse> handler)
        : this(name, (request, _) => Task.FromResult(handler(request)))
    {
    }
}
