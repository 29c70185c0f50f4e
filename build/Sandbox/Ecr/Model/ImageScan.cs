namespace Notejam.Sandbox.Ecr.Model;

/// <summary>A scan of an image.</summary>
public sealed class ImageScan
{
    /// <summary>IN_PROGRESS, COMPLETE or FAILED.</summary>
    public string Status { get; set; } = "IN_PROGRESS";

    public string? Description { get; set; }

    /// <summary>When it was begun.</summary>
    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>When the advisories that it used were last changed.</summary>
    public DateTimeOffset? AdvisoriesAt { get; set; }

    public List<Finding> Findings { get; set; } = [];
}
