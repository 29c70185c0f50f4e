using System.Text.Json.Nodes;
using Notejam.Pipeline.Infra;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Infra;

public sealed class OutputsReaderTests
{
    public static InfraOutputs Sample() => OutputsReader.Read(Json());

    [Fact]
    public void Outputs_are_read_once_at_the_edge()
    {
        var outputs = Sample();
        Assert.Equal("notejam-production", outputs.ClusterName);
        Assert.Equal(["subnet-1", "subnet-2"], outputs.SubnetIds);
        Assert.Equal(8080, outputs.ContainerPort);
        Assert.Equal("notejam-validate", outputs.RolloutHooks["AfterAllowTestTraffic"]);
        Assert.Equal(new Uri("http://127.0.66.1"), outputs.Url);
        Assert.Equal("awsvpc", (string?)outputs.TaskDefinitionTemplate["networkMode"]);
    }

    [Fact]
    public void All_missing_outputs_are_named_at_once()
    {
        var json = Json();
        json.Remove("cluster_name");
        json.Remove("url");
        var message = Assert.Throws<PipelineException>(() => OutputsReader.Read(json)).Message;
        Assert.Contains("cluster_name, url", message, StringComparison.Ordinal);
    }

    private static JsonObject Json()
    {
        var values = new JsonObject
        {
            ["region"] = "eu-central-1", ["environment"] = "production", ["repository_name"] = "notejam-production",
            ["cluster_name"] = "notejam-production", ["service_name"] = "notejam", ["container_name"] = "notejam", ["container_port"] = 8080,
            ["desired_count"] = 2, ["task_definition_template"] = Samples.Template(), ["subnet_ids"] = new JsonArray("subnet-1", "subnet-2"),
            ["security_group_ids"] = new JsonArray("sg-1"), ["application_name"] = "notejam", ["deployment_group_name"] = "notejam",
            ["log_group_name"] = "/notejam", ["rollout_hooks"] = new JsonObject { ["AfterAllowTestTraffic"] = "notejam-validate" }, ["load_balancer_dns_name"] = "127.0.66.1", ["url"] = "http://127.0.66.1",
        };
        return new JsonObject(values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)new JsonObject { ["sensitive"] = false, ["value"] = pair.Value?.DeepClone() })));
    }
}
