namespace Notejam.Pipeline.Backup.Verification;

/// <summary>A manifest.</summary>
/// <param name="PointArn">The copy that it is of.</param>
/// <param name="PointCreatedAt">When that was made.</param>
/// <param name="Flaw">What is wrong with it; null when nothing is.</param>
public sealed record ObservedManifest(string PointArn, DateTimeOffset PointCreatedAt, string? Flaw);
