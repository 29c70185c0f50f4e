namespace Notejam.Sandbox.Ecr.Model;

/// <summary>A pushed image.</summary>
public sealed class Image
{
    public required string Digest { get; init; }

    public required string MediaType { get; init; }

    /// <summary>The configuration's media type: what kind of artifact it is.</summary>
    public string? ArtifactMediaType { get; init; }

    /// <summary>Bytes of configuration and layers, compressed.</summary>
    public long Size { get; init; }

    public List<string> Tags { get; init; } = [];

    public DateTimeOffset PushedAt { get; set; }

    public DateTimeOffset? LastPulledAt { get; set; }

    /// <summary>The last scan, or null.</summary>
    public ImageScan? Scan { get; set; }

    /// <summary>How far the image's replication is, by the region it goes to.</summary>
    public SortedDictionary<string, ImageReplication> Replications { get; init; } = new(StringComparer.Ordinal);
}
