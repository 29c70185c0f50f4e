using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecr.Model;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.Ecr;

/// <summary>Repositories and images, for the page.</summary>
internal sealed class EcrStatus(EcrStore store) : IStatusSource
{
    /// <inheritdoc />
    public string Name => "ecr";

    /// <inheritdoc />
    public JsonNode Describe()
    {
        var images = SandboxOptions.Regions.SelectMany(region => store.Read(region, state =>
            state.Repositories.Values.SelectMany(repository => repository.Images.Select(image => Image(region, repository, image))).ToList()));
        var repositories = SandboxOptions.Regions.SelectMany(region => store.Read(region, state => state.Repositories.Values.Select(repository => Repository(region, repository)).ToList()));
        return new JsonObject { ["repositories"] = new JsonArray([.. repositories]), ["images"] = new JsonArray([.. images]) };
    }

    private static JsonObject Repository(string region, Repository repository) => new JsonObject
    {
        ["region"] = region,
        ["name"] = repository.Name,
        ["status"] = repository.TagMutability,
        ["images"] = repository.Images.Count,
    };

    private static JsonObject Image(string region, Repository repository, Image image) => new JsonObject
    {
        ["region"] = region,
        ["name"] = $"{repository.Name}:{string.Join(',', image.Tags)}",
        ["status"] = image.Scan?.Status ?? "not scanned",
        ["digest"] = image.Digest,
        ["findings"] = image.Scan?.Findings.Count ?? 0,
        ["replication"] = string.Join(", ", image.Replications.Select(replication => $"{replication.Key} {replication.Value.Status}")),
    };
}
