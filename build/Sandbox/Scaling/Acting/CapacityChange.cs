namespace Notejam.Sandbox.Scaling.Acting;

/// <summary>What a service is to be scaled to, and why.</summary>
internal sealed record CapacityChange(int To, string Cause);
