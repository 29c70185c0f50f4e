using System.Text.Json.Nodes;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Infra;

/// <summary>Parses <c>terraform output -json</c> of the region's stack, once, at the edge.</summary>
public static class OutputsReader
{
    /// <summary>Reads the outputs.</summary>
    /// <exception cref="PipelineException">Outputs are missing; all of them are named.</exception>
    public static InfraOutputs Read(JsonObject json)
    {
        var (outputs, missing) = ReadWhatIsThere(json);
        return missing.Count == 0
            ? outputs
            : throw new PipelineException($"infra/stacks/region has no output {string.Join(", ", missing)}.", "Apply the stack with this version of infra/, or add the outputs.");
    }

    /// <summary>Reads the outputs; null when some are missing, as before the first whole apply.</summary>
    public static InfraOutputs? Find(JsonObject json) => ReadWhatIsThere(json) is (var outputs, { Count: 0 }) ? outputs : null;

    private static (InfraOutputs Outputs, IReadOnlyList<string> Missing) ReadWhatIsThere(JsonObject json)
    {
        var missing = new List<string>();
        JsonNode? Value(string name)
        {
            var value = json[name]?["value"];
            if (value is null) missing.Add(name);
            return value;
        }

        string Text(string name) => (string?)Value(name) ?? "";
        int Number(string name) => (int?)Value(name) ?? 0;
        IReadOnlyList<string> List(string name) => [.. (Value(name) as JsonArray ?? []).Select(item => (string)item!)];

        var outputs = new InfraOutputs
        {
            Region = Text("region"),
            Environment = Text("environment"),
            RepositoryName = Text("repository_name"),
            ClusterName = Text("cluster_name"),
            ServiceName = Text("service_name"),
            ContainerName = Text("container_name"),
            ContainerPort = Number("container_port"),
            DesiredCount = Number("desired_count"),
            TaskDefinitionTemplate = Value("task_definition_template")?.DeepClone() as JsonObject ?? [],
            SubnetIds = List("subnet_ids"),
            SecurityGroupIds = List("security_group_ids"),
            ApplicationName = Text("application_name"),
            DeploymentGroupName = Text("deployment_group_name"),
            RolloutHooks = (Value("rollout_hooks") as JsonObject ?? []).ToDictionary(pair => pair.Key, pair => (string)pair.Value!),
            LogGroupName = Text("log_group_name"),
            LoadBalancer = Text("load_balancer_dns_name"),
            Url = Uri.TryCreate(Text("url"), UriKind.Absolute, out var url) ? url : new Uri("about:blank"),
        };
        return (outputs, missing);
    }
}
