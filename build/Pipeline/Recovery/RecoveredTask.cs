using System.Text.Json.Nodes;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Recovery;

/// <summary>The task definition of a recovered Notejam: the standing template, told where the restored parts are. Pure.</summary>
internal static class RecoveredTask
{
    /// <summary>The template with hosts, user and secrets put in.</summary>
    /// <param name="secretArns">ARNs of this region's replicas: <c>application</c>, <c>database</c>.</param>
    /// <param name="isSealed">Whether it sends no mail: nobody is to get any from a copy of Notejam.</param>
    /// <exception cref="PipelineException">The template has no such container.</exception>
    public static JsonObject Template(RecoveryOutputs standing, RestoredDatabase database, RecoveredInfra infra, IReadOnlyDictionary<string, string> secretArns, IReadOnlyDictionary<string, string> tags, bool isSealed)
    {
        var template = (JsonObject)standing.TaskDefinitionTemplate.DeepClone();
        var container = (template["containerDefinitions"] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(item => (string?)item["name"] == standing.ContainerName)
            ?? throw new PipelineException($"The task definition template has no container '{standing.ContainerName}'.", "Compare container_name and task_definition_template in infra/stacks/recovery.");
        var variables = new Dictionary<string, string>
        {
            ["Database__Host"] = database.Host,
            ["Database__Port"] = $"{database.Port}",
            ["Database__Name"] = database.DatabaseName,
            // Of the snapshot's day: the secret's user may be the other one of the two that take turns.
            ["Database__Username"] = database.MasterUsername,
            ["Cache__Host"] = infra.CacheHost,
            ["Cache__Port"] = $"{infra.CachePort}",
            ["Application__Url"] = infra.Url.ToString(),
        };
        if (isSealed) variables["Mail__Sealed"] = "true";
        var environment = new JsonArray([.. (container["environment"] as JsonArray ?? []).OfType<JsonObject>().Where(variable => !variables.ContainsKey((string)variable["name"]!)).Select(variable => variable.DeepClone())]);
        foreach (var (name, value) in variables) environment.Add(new JsonObject { ["name"] = name, ["value"] = value });
        container["environment"] = environment;
        container["secrets"] = new JsonArray(
            new JsonObject { ["name"] = "Application__Secret", ["valueFrom"] = secretArns["application"] },
            new JsonObject { ["name"] = "Database__Password", ["valueFrom"] = $"{secretArns["database"]}:password::" });
        template["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)new JsonObject { ["key"] = tag.Key, ["value"] = tag.Value })]);
        return template;
    }

    /// <summary>What one-off tasks and evidence need to know of the place.</summary>
    public static InfraOutputs Place(RecoveryOutputs standing, RecoveredInfra infra) => new()
    {
        Region = standing.Region,
        Environment = standing.Environment,
        RepositoryName = standing.RepositoryName,
        ClusterName = standing.ClusterName,
        ServiceName = infra.ServiceName,
        ContainerName = standing.ContainerName,
        ContainerPort = standing.ContainerPort,
        DesiredCount = standing.DesiredCount,
        TaskDefinitionTemplate = standing.TaskDefinitionTemplate,
        SubnetIds = standing.PrivateSubnetIds,
        SecurityGroupIds = [standing.TaskSecurityGroupId],
        // Nothing to shift from: the service rolls out by itself.
        ApplicationName = "",
        DeploymentGroupName = "",
        RolloutHooks = new Dictionary<string, string>(),
        LogGroupName = standing.LogGroupName,
        LoadBalancer = infra.LoadBalancer,
        Url = infra.Url,
    };
}
