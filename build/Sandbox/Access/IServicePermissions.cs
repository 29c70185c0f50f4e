using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Access;

/// <summary>Decides the calls that services make for their customer, under the identity that AWS uses for each.</summary>
public interface IServicePermissions
{
    /// <summary>Demands that a role may make a call, and that it trusts the service that makes it.</summary>
    /// <param name="role">ARN of the role.</param>
    /// <param name="session">How the service names its session.</param>
    /// <param name="resources">ARNs that each action is about; actions that know no resource do without.</param>
    /// <param name="source">ARN of what the call is made for: <c>aws:SourceArn</c> to the trust policy.</param>
    /// <param name="keys">Further condition keys.</param>
    /// <exception cref="AwsException">It may not, or there is no such role; the message is AWS's.</exception>
    Task DemandAsync(
        ServiceCall call, string role, string session, string region, IReadOnlyList<string> resources, string? source = null, CancellationToken cancellationToken = default, params IReadOnlyList<(string Key, string Value)> keys);

    /// <summary>Demands that a service may make a call in its own name.</summary>
    /// <param name="source">ARN of what the call is made for: <c>aws:SourceArn</c>.</param>
    /// <param name="keys">Further condition keys.</param>
    /// <exception cref="AwsException">It may not; the message is AWS's.</exception>
    Task DemandAsync(
        ServiceCall call, string region, IReadOnlyList<string> resources, string source, CancellationToken cancellationToken = default, params IReadOnlyList<(string Key, string Value)> keys);

    /// <summary>Demands that a role exists and that its trust policy lets a service assume it.</summary>
    /// <param name="origin">What asks, for the journal.</param>
    /// <exception cref="AwsException">It does not.</exception>
    Task DemandTrustAsync(string service, string role, string region, string? source, string origin, CancellationToken cancellationToken);
}
