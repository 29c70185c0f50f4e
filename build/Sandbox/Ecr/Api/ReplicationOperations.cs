using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecr.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Ecr.Api;

/// <summary>Replication: its rules, and how far it is with an image.</summary>
public sealed class ReplicationOperations(EcrStore store) : IOperations
{
    private const int MostRules = 10;

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("DescribeRegistry", DescribeRegistry),
        new("PutReplicationConfiguration", Put),
        new("DescribeImageReplicationStatus", DescribeStatus),
    ];

    private AwsResponse DescribeRegistry(AwsRequest request) => store.Read(request.Region, state => AwsResponse.Json(new JsonObject
    {
        ["registryId"] = SandboxOptions.AccountId,
        ["replicationConfiguration"] = Configuration(state),
    }));

    private AwsResponse Put(AwsRequest request)
    {
        if (request.Json["replicationConfiguration"]?["rules"] is not JsonArray rules) throw Refused("rules must not be null");
        if (rules.Count > MostRules) throw Refused($"there may be at most {MostRules} rules");
        foreach (var destination in rules.OfType<JsonObject>().SelectMany(rule => rule.Objects("destinations")))
            Demand(request.Region, destination.Required("region"), destination.Required("registryId"));
        return store.Write(request.Region, state =>
        {
            state.ReplicationRules = rules.ToJsonString();
            return AwsResponse.Json(new JsonObject { ["replicationConfiguration"] = Configuration(state) });
        });
    }

    private AwsResponse DescribeStatus(AwsRequest request) => store.Read(request.Region, state =>
    {
        var repository = state.Repository(request);
        var id = ImageId.Read(request.Json["imageId"] as JsonObject);
        var image = repository.Find(id) ?? throw EcrErrors.NoImage(repository.Name, id);
        return AwsResponse.Json(new JsonObject
        {
            ["repositoryName"] = repository.Name,
            ["imageId"] = (id with { Digest = image.Digest }).ToJson(),
            ["replicationStatuses"] = new JsonArray([.. image.Replications.Select(Status)]),
        });
    });

    private static void Demand(string region, string destination, string registry)
    {
        if (registry != SandboxOptions.AccountId) throw Refused($"the sandbox has one registry, that of {SandboxOptions.AccountId}, and no {registry}");
        if (!SandboxOptions.Regions.Contains(destination)) throw Refused($"the sandbox has a registry in {string.Join(" and ", SandboxOptions.Regions)} only, not in {destination}");
        if (destination == region) throw Refused("a registry cannot be replicated to itself");
    }

    private static AwsException Refused(string constraint) => EcrErrors.Invalid($"Invalid parameter at 'replicationConfiguration' failed to satisfy constraint: '{constraint}'");

    private static JsonObject Configuration(EcrRegion state) => new() { ["rules"] = JsonNode.Parse(state.ReplicationRules) };

    private static JsonObject Status(KeyValuePair<string, ImageReplication> replication)
    {
        var status = new JsonObject { ["region"] = replication.Key, ["registryId"] = SandboxOptions.AccountId, ["status"] = replication.Value.Status };
        if (replication.Value.FailureCode is { } code) status["failureCode"] = code;
        return status;
    }
}
