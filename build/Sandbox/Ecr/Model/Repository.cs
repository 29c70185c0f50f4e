namespace Notejam.Sandbox.Ecr.Model;

/// <summary>A repository and its images.</summary>
public sealed class Repository
{
    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>MUTABLE or IMMUTABLE.</summary>
    public string TagMutability { get; set; } = "MUTABLE";

    public bool ScanOnPush { get; set; }

    /// <summary>AES256 or KMS.</summary>
    public string EncryptionType { get; init; } = "AES256";

    public string? KmsKey { get; init; }

    public string? LifecyclePolicy { get; set; }

    public string? Policy { get; set; }

    public SortedDictionary<string, string> Tags { get; init; } = [];

    public List<Image> Images { get; init; } = [];

    /// <summary>Whether a tag may not be set to an image: it is there, on another, and tags are immutable.</summary>
    public bool Refuses(string tag, string digest) =>
        TagMutability.StartsWith("IMMUTABLE", StringComparison.Ordinal) && ByTag(tag) is { } image && image.Digest != digest;

    /// <summary>Those of some tags that may not be set to an image.</summary>
    public IReadOnlyList<string> Refused(IEnumerable<string> tags, string digest) => [.. tags.Where(tag => Refuses(tag, digest))];

    /// <summary>The image of a tag, or null.</summary>
    public Image? ByTag(string tag) => Images.Find(image => image.Tags.Contains(tag));

    /// <summary>The image of a digest, or null.</summary>
    public Image? ByDigest(string digest) => Images.Find(image => image.Digest == digest);

    /// <summary>Notes when an image was pulled last.</summary>
    public void Pulled(string reference, DateTimeOffset moment)
    {
        if ((ByDigest(reference) ?? ByTag(reference)) is { } image) image.LastPulledAt = moment;
    }
}
