namespace Notejam.Sandbox.Gateway.Access;

/// <summary>Decides, before a request has any effect, whether its caller may send it.</summary>
public interface IAccessGate
{
    /// <summary>What a caller who may not send a request is answered; null when the caller may.</summary>
    /// <param name="request">The request, its operation resolved.</param>
    Task<AwsResponse?> RefusalAsync(AwsRequest request, CancellationToken cancellationToken);
}
