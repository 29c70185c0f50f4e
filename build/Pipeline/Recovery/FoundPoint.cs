using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Recovery;

/// <summary>The recovery point that a drill restores.</summary>
/// <param name="Arn">Its ARN: RDS's, of a snapshot.</param>
/// <param name="CreatedAt">When the copy was made.</param>
/// <param name="KeyArn">Its key.</param>
/// <param name="DatabaseTime">The last transaction in it; null when RDS does not tell.</param>
/// <param name="Manifest">What it must hold; null when nobody has signed that.</param>
/// <param name="Image">The release that was live, by digest; null when no manifest tells.</param>
public sealed record FoundPoint(string Arn, DateTimeOffset CreatedAt, string? KeyArn, DateTimeOffset? DatabaseTime, BackupManifest? Manifest, Digest? Image);
