using System.Text.Json.Nodes;
using Notejam.Sandbox.ElastiCache.Model;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.ElastiCache;

/// <summary>The caches on the sandbox's page.</summary>
internal sealed class ElastiCacheStatus(ElastiCacheStore store) : IStatusSource
{
    /// <inheritdoc />
    public string Name => "elasticache";

    /// <inheritdoc />
    public JsonNode Describe() => new JsonObject { ["replicationGroups"] = new JsonArray([.. store.All().Select(Describe)]) };

    private static JsonObject Describe(ReplicationGroup group) => new()
    {
        ["region"] = group.Region,
        ["name"] = group.Id,
        ["status"] = group.Status,
        ["engine"] = $"{group.Engine} {group.EngineVersion}",
        ["endpoint"] = $"{group.Endpoint.Address}:{group.Endpoint.Port}",
        ["tls"] = group.TransitEncryption,
        ["message"] = group.StatusMessage,
    };
}
