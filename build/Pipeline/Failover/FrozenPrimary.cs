namespace Notejam.Pipeline.Failover;

/// <summary>The primary region at a failover.</summary>
/// <param name="Answered">Whether it answered, so that its service is frozen now.</param>
/// <param name="Tasks">How many tasks its service was to have; 0 when that is not known.</param>
/// <param name="Evidence">What was seen.</param>
public sealed record FrozenPrimary(bool Answered, int Tasks, string Evidence);
