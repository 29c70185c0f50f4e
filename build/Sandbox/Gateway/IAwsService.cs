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
