namespace Notejam.Sandbox.Gateway;

/// <summary>The policies of S3's buckets.</summary>
public interface IBucketPolicies
{
    /// <summary>The document of a bucket's policy; null when it has none.</summary>
    string? PolicyOf(string bucket);
}
