using System.Text.Json.Nodes;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tests.Infra;

namespace Notejam.Pipeline.Tests.Rollout;

public sealed class AppSpecTests
{
    [Fact]
    public void The_appspec_carries_task_definition_container_and_network()
    {
        var revision = AppSpec.Create("arn:task/notejam:7", OutputsReaderTests.Sample());
        var properties = JsonNode.Parse(revision.AppSpecContent.Content)!["Resources"]![0]!["TargetService"]!["Properties"]!;
        Assert.Equal("arn:task/notejam:7", (string?)properties["TaskDefinition"]);
        Assert.Equal(8080, (int?)properties["LoadBalancerInfo"]!["ContainerPort"]);
        Assert.Equal("subnet-2", (string?)properties["NetworkConfiguration"]!["AwsvpcConfiguration"]!["Subnets"]![1]);
        Assert.Equal("DISABLED", (string?)properties["NetworkConfiguration"]!["AwsvpcConfiguration"]!["AssignPublicIp"]);
    }

    [Fact]
    public void Functions_are_asked_at_their_lifecycle_events()
    {
        var hooks = new Dictionary<string, string> { ["BeforeInstall"] = "first", ["AfterAllowTestTraffic"] = "validate" };
        Assert.Equal("""[{"AfterAllowTestTraffic":"validate"},{"BeforeInstall":"first"}]""", Content(hooks)["Hooks"]!.ToJsonString());
        Assert.Null(Content([])["Hooks"]);
    }

    private static JsonNode Content(Dictionary<string, string> hooks) =>
        JsonNode.Parse(AppSpec.Create("arn:task/notejam:7", OutputsReaderTests.Sample() with { RolloutHooks = hooks }).AppSpecContent.Content)!;
}
