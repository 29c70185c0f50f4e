using System.Text.Json.Nodes;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Infra;

/// <summary>Parses <c>terraform output -json</c> of the recovery stack, once, at the edge.</summary>
public static class RecoveryOutputsReader
{
    /// <summary>Reads the outputs.</summary>
    /// <exception cref="PipelineException">Outputs are missing; all of them are named.</exception>
    public static RecoveryOutputs Read(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var missing = new List<string>();
        JsonNode? Value(string name)
        {
            var value = json[name]?["value"];
            if (value is null) missing.Add(name);
            return value;
        }

        string Text(string name) => (string?)Value(name) ?? "";
        var outputs = new RecoveryOutputs
        {
            Region = Text("region"),
            PrimaryRegion = Text("primary_region"),
            Environment = Text("environment"),
            AccountId = Text("account_id"),
            ClusterName = Text("cluster_name"),
            ContainerName = Text("container_name"),
            ContainerPort = (int?)Value("container_port") ?? 0,
            DesiredCount = (int?)Value("desired_count") ?? 0,
            TaskDefinitionTemplate = Value("task_definition_template")?.DeepClone() as JsonObject ?? [],
            PrivateSubnetIds = [.. (Value("private_subnet_ids") as JsonArray ?? []).Select(item => (string)item!)],
            TaskSecurityGroupId = Text("task_security_group_id"),
            DatabaseSecurityGroupId = Text("database_security_group_id"),
            DatabaseSubnetGroupName = Text("database_subnet_group_name"),
            DatabaseParameterGroupName = Text("database_parameter_group_name"),
            DatabaseEngineVersion = Text("database_engine_version"),
            DatabaseInstanceClass = Text("database_instance_class"),
            DatabaseMultiAz = (bool?)Value("database_multi_az") ?? false,
            CacheNodeType = Text("cache_node_type"),
            LogGroupName = Text("log_group_name"),
            RepositoryName = Text("repository_name"),
            VaultName = Text("vault_name"),
            RestoreRoleArn = Text("restore_role_arn"),
            SecretNames = (Value("secret_names") as JsonObject ?? []).ToDictionary(pair => pair.Key, pair => (string)pair.Value!),
            DomainName = (string?)json["domain_name"]?["value"],
            All = new JsonObject(json.Select(output => KeyValuePair.Create(output.Key, output.Value?["value"]?.DeepClone()))),
        };
        return missing.Count == 0
            ? outputs
            : throw new PipelineException($"infra/stacks/recovery has no output {string.Join(", ", missing)}.", "Nothing stands ready in the disaster-recovery region: ./build.sh Apply with the primary region, while it lives.");
    }
}
