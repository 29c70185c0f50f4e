using System.Text;
using Notejam.Sandbox.Ecr.Api;
using Notejam.Sandbox.Ecr.Model;
using Notejam.Sandbox.Ecr.Registry;

namespace Notejam.Sandbox.Ecr.Replication;

/// <summary>Copies an image to the same repository of another region, which is created where it is absent.</summary>
public sealed class ImageReplicator(EcrStore store, ImageStore images, ImageRecorder recorder)
{
    /// <summary>Copies an image and, if it is a list of images, those.</summary>
    /// <exception cref="InvalidDataException">The image store does not have it, or does not take it.</exception>
    public async Task CopyAsync(string from, string to, string repository, string digest, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        var manifest = await images.GetManifestAsync(from, repository, digest, cancellationToken)
            ?? throw new InvalidDataException($"{repository}@{digest} is not in the image store.");
        foreach (var child in manifest.Children) await CopyAsync(from, to, repository, child, [], cancellationToken);
        foreach (var blob in manifest.Blobs) await images.CopyBlobAsync(from, to, repository, blob.Digest, cancellationToken);

        // As in ECR, a tag that is taken in a repository of immutable tags stays where it is, and the image comes without it.
        var taken = store.Write(to, state => Open(state, repository).Refused(tags, digest));
        var given = tags.Except(taken).ToList();
        foreach (var reference in given.Prepend(digest)) await PutAsync(to, repository, reference, manifest, cancellationToken);
        recorder.Record(to, repository, manifest, null);
        foreach (var tag in given) recorder.Record(to, repository, manifest, tag);
    }

    private Repository Open(EcrRegion state, string name)
    {
        if (!state.Repositories.TryGetValue(name, out var found)) state.Repositories[name] = found = new Repository { Name = name, CreatedAt = store.Now };
        return found;
    }

    private async Task PutAsync(string region, string repository, string reference, Manifest manifest, CancellationToken cancellationToken)
    {
        if (await images.PutManifestAsync(region, repository, reference, manifest, cancellationToken) is { } refusal)
            throw new InvalidDataException($"The image store refused the manifest: {Encoding.UTF8.GetString(refusal.Body)}");
    }
}
