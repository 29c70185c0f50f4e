using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecr.Model;
using Notejam.Sandbox.Ecr.Scanning;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Ecr.Api;

/// <summary>When a registry's images are scanned.</summary>
public sealed class ScanningOperations(EcrStore store) : IOperations
{
    private const string Basic = "BASIC";
    private const string OnPush = "SCAN_ON_PUSH";

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("GetRegistryScanningConfiguration", Get),
        new("PutRegistryScanningConfiguration", Put),
        new("BatchGetRepositoryScanningConfiguration", BatchGet),
    ];

    private AwsResponse Get(AwsRequest request) => store.Read(request.Region, state => AwsResponse.Json(new JsonObject
    {
        ["registryId"] = SandboxOptions.AccountId,
        ["scanningConfiguration"] = Configuration(state),
    }));

    private AwsResponse Put(AwsRequest request)
    {
        var (type, rules) = (request.Json.Text("scanType") ?? Basic, request.Json["rules"] as JsonArray ?? []);
        if (type is not (Basic or "ENHANCED")) throw EcrErrors.Invalid($"Invalid parameter at 'scanType' failed to satisfy constraint: 'must be {Basic} or ENHANCED'");
        foreach (var frequency in rules.OfType<JsonObject>().Select(rule => rule.Required("scanFrequency")))
            if (!(frequency == OnPush || frequency == (type == Basic ? "MANUAL" : "CONTINUOUS_SCAN")))
                throw EcrErrors.Invalid($"Invalid parameter at 'rules' failed to satisfy constraint: '{frequency} is not a scan frequency of {type} scanning'");
        return store.Write(request.Region, state =>
        {
            (state.ScanType, state.ScanRules) = (type, rules.ToJsonString());
            return AwsResponse.Json(new JsonObject { ["registryScanningConfiguration"] = Configuration(state) });
        });
    }

    private AwsResponse BatchGet(AwsRequest request) => store.Read(request.Region, state =>
    {
        var names = request.Json.Texts("repositoryNames");
        return AwsResponse.Json(new JsonObject
        {
            ["scanningConfigurations"] = new JsonArray([.. names.Where(state.Repositories.ContainsKey).Select(name => Describe(request, state, state.Repositories[name]))]),
            ["failures"] = new JsonArray([.. names.Where(name => !state.Repositories.ContainsKey(name)).Select(Missing)]),
        });
    });

    private static JsonObject Describe(AwsRequest request, EcrRegion state, Repository repository)
    {
        var rules = ScanningRule.Matching(state.ScanRules, repository.Name).ToList();
        var onPush = state.ScansOnPush(repository);
        var filters = rules.SelectMany(rule => rule.Applied(repository.Name)).Distinct().Select(filter => new JsonObject { ["filter"] = filter, ["filterType"] = "WILDCARD" });
        return new JsonObject
        {
            ["repositoryArn"] = request.Arn("ecr", "repository/" + repository.Name),
            ["repositoryName"] = repository.Name,
            ["scanOnPush"] = onPush,
            ["scanFrequency"] = rules.Find(rule => rule.Frequency == "CONTINUOUS_SCAN")?.Frequency ?? (onPush ? OnPush : "MANUAL"),
            ["appliedScanFilters"] = new JsonArray([.. filters]),
        };
    }

    private static JsonObject Missing(string name) => new()
    {
        ["repositoryName"] = name,
        ["failureCode"] = "REPOSITORY_NOT_FOUND",
        ["failureReason"] = EcrErrors.NoRepository(name).Message,
    };

    private static JsonObject Configuration(EcrRegion state) => new() { ["scanType"] = state.ScanType, ["rules"] = JsonNode.Parse(state.ScanRules) };
}
