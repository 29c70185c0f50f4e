using System.Text;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecr.Model;
using Notejam.Sandbox.Ecr.Registry;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Ecr.Api;

/// <summary>Images: describe, list, read.</summary>
public sealed class ImageOperations(EcrStore store, ImageStore images) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("DescribeImages", Describe),
        new("ListImages", List),
        new("BatchGetImage", GetAsync),
        new("BatchCheckLayerAvailability", CheckLayersAsync),
    ];

    private AwsResponse Describe(AwsRequest request) => store.Read(request.Region, state =>
    {
        var repository = state.Repository(request);
        var ids = request.Json.Objects("imageIds").Select(ImageId.Read).ToList();
        var found = ids.Count == 0
            ? repository.Images.Where(image => MatchesFilter(request, image)).OrderBy(image => image.PushedAt)
            : ids.Select(id => repository.Find(id) ?? throw EcrErrors.NoImage(repository.Name, id)).Distinct();
        return AwsResponse.Json(EcrArguments.Page(request, "imageDetails", [.. found.Select(image => Detail(repository, image))]));
    });

    private AwsResponse List(AwsRequest request) => store.Read(request.Region, state =>
    {
        var images = state.Repository(request).Images.Where(image => MatchesFilter(request, image));
        var ids = images.SelectMany(image => image.Tags.Count == 0
            ? [new ImageId(image.Digest, null)]
            : image.Tags.Select(tag => new ImageId(image.Digest, tag)));
        return AwsResponse.Json(EcrArguments.Page(request, "imageIds", [.. ids.Select(id => id.ToJson())]));
    });

    private async Task<AwsResponse> GetAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var ids = request.Json.Objects("imageIds").Select(ImageId.Read).ToList();
        var (name, found) = store.Read(request.Region, state =>
        {
            var repository = state.Repository(request);
            return (repository.Name, ids.Select(id => (Id: id, repository.Find(id)?.Digest)).ToList());
        });
        var (answers, failures) = (new JsonArray(), new JsonArray());
        foreach (var (id, digest) in found)
        {
            var manifest = digest is null ? null : await images.GetManifestAsync(request.Region, name, digest, cancellationToken);
            if (manifest is null)
            {
                failures.Add(ImageFailures.NotFound(id));
                continue;
            }

            answers.Add(new JsonObject
            {
                ["registryId"] = SandboxOptions.AccountId,
                ["repositoryName"] = name,
                ["imageId"] = (id with { Digest = digest }).ToJson(),
                ["imageManifest"] = Encoding.UTF8.GetString(manifest.Content),
                ["imageManifestMediaType"] = manifest.MediaType,
            });
        }

        return AwsResponse.Json(new JsonObject { ["images"] = answers, ["failures"] = failures });
    }

    private async Task<AwsResponse> CheckLayersAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var name = store.Read(request.Region, state => state.Repository(request).Name);
        var layers = new JsonArray();
        foreach (var digest in request.Json.Texts("layerDigests"))
        {
            var size = await images.SizeOfBlobAsync(request.Region, name, digest, cancellationToken);
            var layer = new JsonObject { ["layerDigest"] = digest, ["layerAvailability"] = size is null ? "UNAVAILABLE" : "AVAILABLE" };
            if (size is not null) layer["layerSize"] = size;
            layers.Add(layer);
        }

        return AwsResponse.Json(new JsonObject { ["layers"] = layers, ["failures"] = new JsonArray() });
    }

    private static bool MatchesFilter(AwsRequest request, Image image) => request.Json["filter"]?["tagStatus"]?.GetValue<string>() switch
    {
        "TAGGED" => image.Tags.Count > 0,
        "UNTAGGED" => image.Tags.Count == 0,
        _ => true,
    };

    private static JsonObject Detail(Repository repository, Image image)
    {
        var detail = new JsonObject
        {
            ["registryId"] = SandboxOptions.AccountId,
            ["repositoryName"] = repository.Name,
            ["imageDigest"] = image.Digest,
            ["imageSizeInBytes"] = image.Size,
            ["imagePushedAt"] = AwsResponse.Epoch(image.PushedAt),
            ["imageManifestMediaType"] = image.MediaType,
        };
        if (image.Tags.Count > 0) detail["imageTags"] = new JsonArray([.. image.Tags.Select(tag => JsonValue.Create(tag))]);
        if (image.ArtifactMediaType is not null) detail["artifactMediaType"] = image.ArtifactMediaType;
        if (image.LastPulledAt is { } pulled) detail["lastRecordedPullTime"] = AwsResponse.Epoch(pulled);
        if (image.Scan is not { } scan) return detail;
        detail["imageScanStatus"] = ScanOperations.Status(scan);
        if (scan.CompletedAt is not null) detail["imageScanFindingsSummary"] = ScanOperations.Summary(scan);
        return detail;
    }
}
