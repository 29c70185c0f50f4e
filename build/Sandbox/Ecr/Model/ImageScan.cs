namespace Notejam.Sandbox.Ecr.Model;

/// <summary>A scan of an image.</summary>
public sealed class ImageScan
{
    /// <summary>IN_PROGRESS, COMPLETE or FAILED.</summary>
    public string Status { get; set; } = "IN_PROGRESS";

    public string? Description { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>When the advisories that it used were last changed.</summary>
    public DateTimeOffset? AdvisoriesAt { get; set; }

    public List<Finding> Findings { get; set; } = [];
}

/// <summary>A known weakness of a package in an image.</summary>
/// <param name="Name">The CVE.</param>
/// <param name="Severity">CRITICAL, HIGH, MEDIUM, LOW or INFORMATIONAL.</param>
/// <param name="FixedVersion">The first version without it; null when there is none yet.</param>
public sealed record Finding(string Name, string Severity, string Description, string Uri, string Package, string Version, string? FixedVersion);
