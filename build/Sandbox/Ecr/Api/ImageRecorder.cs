using Notejam.Sandbox.Ecr.Model;
using Notejam.Sandbox.Ecr.Registry;
using Notejam.Sandbox.Ecr.Scanning;

namespace Notejam.Sandbox.Ecr.Api;

/// <summary>Writes down an image whose manifest was stored, and scans it where its repository says so.</summary>
public sealed class ImageRecorder(EcrStore store, ScanJobs scans)
{
    /// <summary>Records a manifest and its tag.</summary>
    /// <param name="tag">The tag, which leaves the image that had it; null for a manifest pushed by digest.</param>
    public void Record(string region, string name, Manifest manifest, string? tag)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var digest = manifest.Digest;
        var scan = store.Write(region, state =>
        {
            var repository = state.Repositories[name];
            var isNew = repository.ByDigest(digest) is null;
            if (isNew) repository.Images.Add(Describe(manifest));
            if (tag is not null)
            {
                foreach (var other in repository.Images) other.Tags.Remove(tag);
                repository.ByDigest(digest)!.Tags.Add(tag);
            }

            return isNew && state.ScansOnPush(repository) && manifest.Children.Count == 0;
        });
        if (scan) scans.Start(region, name, digest);
    }

    private Image Describe(Manifest manifest)
    {
        var blobs = manifest.Blobs;
        return new Image
        {
            Digest = manifest.Digest,
            MediaType = manifest.MediaType,
            ArtifactMediaType = blobs.Count > 0 && manifest.Json["config"] is not null ? blobs[0].MediaType : null,
            Size = blobs.Sum(blob => blob.Size),
            PushedAt = store.Now,
        };
    }
}
