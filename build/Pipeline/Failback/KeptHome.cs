namespace Notejam.Pipeline.Failback;

/// <summary>What the home database held before it was replaced.</summary>
/// <param name="SnapshotIdentifier">A snapshot of it, which nobody deletes but people.</param>
/// <param name="LateRows">Rows that were written after what was restored at the failover, and never reached it; null when that cannot be told.</param>
public sealed record KeptHome(string SnapshotIdentifier, long? LateRows);
