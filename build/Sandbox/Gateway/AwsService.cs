namespace Notejam.Sandbox.Gateway;

/// <summary>A service whose operations are a table: name → handler.</summary>
public abstract class AwsService(string signingName) : IAwsService
{
    /// <inheritdoc />
    public string SigningName { get; } = signingName;

    /// <summary>The operations served, by name.</summary>
    protected abstract IReadOnlyDictionary<string, Func<AwsRequest, CancellationToken, Task<AwsResponse>>> Operations { get; }

    /// <inheritdoc />
    public async Task<AwsResponse?> HandleAsync(AwsRequest request, CancellationToken cancellationToken) =>
        Operations.TryGetValue(request.Operation, out var handler)
            ? await handler(request, cancellationToken)
            : await Otherwise(request);

    /// <summary>What becomes of an operation that is not in the table: left to the emulator unless a service says otherwise.</summary>
    protected virtual Task<AwsResponse?> Otherwise(AwsRequest request) => Task.FromResult<AwsResponse?>(null);
}
