using System.Text;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecr.Model;
using Notejam.Sandbox.Ecr.Registry;
using Notejam.Sandbox.Ecr.Replication;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Ecr.Api;

/// <summary>Images: put (a manifest under a new tag), delete.</summary>
public sealed class ImageChanges(EcrStore store, ImageStore images, ImageRecorder recorder, ReplicationJobs replication) : IOperations
{
    private const string DefaultMediaType = "application/vnd.docker.distribution.manifest.v2+json";

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("PutImage", PutAsync),
        new("BatchDeleteImage", DeleteAsync),
    ];

    private async Task<AwsResponse> PutAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var text = request.Json.Required("imageManifest");
        var content = new Manifest(Encoding.UTF8.GetBytes(text), "");
        var manifest = content with { MediaType = request.Json.Text("imageManifestMediaType") ?? content.Json.Text("mediaType") ?? DefaultMediaType };
        var id = new ImageId(manifest.Digest, request.Json.Text("imageTag"));
        var name = store.Read(request.Region, state =>
        {
            var repository = state.Repository(request);
            if (id.Tag is { } tag && repository.Refuses(tag, manifest.Digest)) throw EcrErrors.Immutable(repository.Name, tag);
            if (repository.ByDigest(manifest.Digest) is { } image && (id.Tag is null || image.Tags.Contains(id.Tag)))
                throw EcrErrors.ImageExists(repository.Name, id);
            return repository.Name;
        });

        if (await images.PutManifestAsync(request.Region, name, id.Tag ?? manifest.Digest, manifest, cancellationToken) is { } refusal)
            throw EcrErrors.Invalid($"The image store refused the manifest: {Encoding.UTF8.GetString(refusal.Body)}");
        recorder.Record(request.Region, name, manifest, id.Tag);
        replication.Start(request.Region, name, manifest.Digest, id.Tag);
        return AwsResponse.Json(new JsonObject
        {
            ["image"] = new JsonObject
            {
                ["registryId"] = SandboxOptions.AccountId,
                ["repositoryName"] = name,
                ["imageId"] = id.ToJson(),
                ["imageManifest"] = text,
                ["imageManifestMediaType"] = manifest.MediaType,
            },
        });
    }

    private async Task<AwsResponse> DeleteAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var ids = request.Json.Objects("imageIds").Select(ImageId.Read).ToList();
        var (deleted, failures, gone) = (new JsonArray(), new JsonArray(), new List<string>());
        var name = store.Write(request.Region, state =>
        {
            var repository = state.Repository(request);
            foreach (var id in ids)
            {
                if (repository.Find(id) is not { } image)
                {
                    failures.Add(ImageFailures.NotFound(id));
                    continue;
                }

                foreach (var removed in Remove(repository, image, id)) deleted.Add(removed.ToJson());
                if (!repository.Images.Contains(image)) gone.Add(image.Digest);
            }

            return repository.Name;
        });
        foreach (var digest in gone) await images.DeleteManifestAsync(request.Region, name, digest, cancellationToken);
        return AwsResponse.Json(new JsonObject { ["imageIds"] = deleted, ["failures"] = failures });
    }

    // By tag: the tag goes, and the image with its last tag. By digest: the image with all its tags.
    private static IEnumerable<ImageId> Remove(Repository repository, Image image, ImageId id)
    {
        var tags = id.Digest is null ? [id.Tag!] : image.Tags.ToList();
        image.Tags.RemoveAll(tags.Contains);
        if (image.Tags.Count == 0) repository.Images.Remove(image);
        return tags.Count == 0 ? [new ImageId(image.Digest, null)] : tags.Select(tag => new ImageId(image.Digest, tag));
    }
}
