namespace Notejam.Sandbox.Gateway;

/// <summary>A service that the sandbox serves itself, with a real data plane.</summary>
public interface IAwsService
{
    /// <summary>The name in the credential scope, for example <c>elasticloadbalancing</c>.</summary>
    string SigningName { get; }

    /// <summary>Answers a request, or returns null for one that the emulator behind is to answer.</summary>
    /// <exception cref="AwsException">An error to answer with.</exception>
    Task<AwsResponse?> HandleAsync(AwsRequest request, CancellationToken cancellationToken);
}

/// <summary>A service whose operations are a table: name → handler.</summary>
public abstract class AwsService(string signingName) : IAwsService
{
    /// <inheritdoc />
    public string SigningName { get; } = signingName;

    /// <summary>The operations served, by name.</summary>
    protected abstract IReadOnlyDictionary<string, Func<AwsRequest, CancellationToken, Task<AwsResponse>>> Operations { get; }

    /// <inheritdoc />
    public async Task<AwsResponse?> HandleAsync(AwsRequest request, CancellationToken cancellationToken) =>
        Operations.TryGetValue(request.Operation, out var handler) ? await handler(request, cancellationToken) : null;
}
