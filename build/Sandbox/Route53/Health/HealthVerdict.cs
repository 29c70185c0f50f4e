namespace Notejam.Sandbox.Route53.Health;

/// <summary>What health checkers say.</summary>
/// <param name="IsHealthy">Whether records that depend on it are answered with.</param>
/// <param name="Reason">What was seen.</param>
internal sealed record HealthVerdict(bool IsHealthy, string Reason);
