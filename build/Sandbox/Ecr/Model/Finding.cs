namespace Notejam.Sandbox.Ecr.Model;

/// <summary>A known weakness of a package in an image.</summary>
/// <param name="Name">The CVE.</param>
/// <param name="Severity">CRITICAL, HIGH, MEDIUM, LOW or INFORMATIONAL.</param>
/// <param name="FixedVersion">The first version without it; null when there is none yet.</param>
public sealed record Finding(string Name, string Severity, string Description, string Uri, string Package, string Version, string? FixedVersion);
