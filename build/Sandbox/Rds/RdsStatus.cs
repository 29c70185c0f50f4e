using System.Text.Json.Nodes;
using Notejam.Sandbox.Host;
using Notejam.Sandbox.Rds.Model;
using Notejam.Sandbox.Rds.Postgres;

namespace Notejam.Sandbox.Rds;

/// <summary>The databases on the sandbox's page: also which server really runs.</summary>
internal sealed class RdsStatus(RdsStore store, LazyVolumes volumes, SandboxOptions options) : IStatusSource
{
    /// <inheritdoc />
    public string Name => "rds";

    /// <inheritdoc />
    public JsonNode Describe() => store.ReadAll(all =>
    {
        var regions = all.ToList();
        return new JsonObject
        {
            ["instances"] = new JsonArray([.. regions.SelectMany(region => region.Value.Instances.Values.Select(item => Describe(region.Key, item)))]),
            ["snapshots"] = new JsonArray([.. regions.SelectMany(region => region.Value.Snapshots.Values.Select(item => Describe(region.Key, item)))]),
        };
    });

    private JsonObject Describe(string region, DbInstance instance) => new()
    {
        ["region"] = region,
        ["name"] = instance.Identifier,
        ["status"] = instance.Status,
        ["engine"] = $"{instance.Engine} {instance.EngineVersion}",
        ["server"] = instance.ServerVersion is { } version ? $"PostgreSQL {version}" : null,
        ["loaded"] = Math.Round(volumes.Loaded(instance.Port), 2),
        ["endpoint"] = $"{options.NetworkGateway}:{instance.Port}",
        ["message"] = instance.StatusMessage,
    };

    private static JsonObject Describe(string region, DbSnapshot snapshot) => new()
    {
        ["region"] = region,
        ["name"] = snapshot.Identifier,
        ["status"] = snapshot.Status,
        ["instance"] = snapshot.Source.Identifier,
        ["createdAt"] = Gateway.AwsResponse.Iso(snapshot.CreatedAt),
    };
}
