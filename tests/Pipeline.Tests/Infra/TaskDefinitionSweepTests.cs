using System.Text.Json.Nodes;
using Amazon.ECS;
using Notejam.Pipeline.Infra.Teardown;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Infra;

public sealed class TaskDefinitionSweepTests : IDisposable
{
    private readonly FakeAws _aws = new();

    public void Dispose() => _aws.Dispose();

    [Fact]
    public async Task A_recovery_takes_back_what_carries_its_tag_and_leaves_anothers()
    {
        static JsonNode Arn(int revision) => $"arn:aws:ecs:eu-west-2:123456789012:task-definition/notejam-production-dr:{revision}";
        var (deregistered, deleted) = (new List<string>(), new List<string>());
        _aws.On("ListTaskDefinitions", asked => new JsonObject { ["taskDefinitionArns"] = (string?)asked["status"] == "INACTIVE" ? new JsonArray(Arn(1), Arn(2)) : new JsonArray(Arn(3), Arn(4)) });
        _aws.On("DescribeTaskDefinition", asked => new JsonObject
        {
            ["taskDefinition"] = new JsonObject(),
            ["tags"] = new JsonArray(new JsonObject { ["key"] = ((string)asked["taskDefinition"]!)[^1] is '1' or '3' ? "Drill" : "Failover", ["value"] = "x" }),
        });
        _aws.On("DeregisterTaskDefinition", asked =>
        {
            deregistered.Add((string)asked["taskDefinition"]!);
            return new JsonObject();
        });
        _aws.On("DeleteTaskDefinitions", asked =>
        {
            deleted.AddRange(asked["taskDefinitions"]!.AsArray().Select(arn => (string)arn!));
            return new JsonObject();
        });
        using var ecs = new AmazonECSClient(FakeAws.Credentials, _aws.Configure(new AmazonECSConfig()));

        Assert.Equal(1, await new TaskDefinitionSweep(ecs, "eu-west-2", new SilentLog()).RemoveAsync("notejam-production-dr", "Failover", CancellationToken.None));
        Assert.Equal([(string)Arn(4)!], deregistered);
        Assert.Equal([(string)Arn(2)!], deleted);
    }

    [Fact]
    public async Task What_ECS_does_not_delete_is_told_and_not_counted()
    {
        // botocore ecs DeleteTaskDefinitions: what was not deleted is in "failures"; nothing is thrown.
        static JsonNode Arn(int revision) => $"arn:aws:ecs:eu-central-1:123456789012:task-definition/notejam-production:{revision}";
        _aws.On("ListTaskDefinitions", asked => new JsonObject { ["taskDefinitionArns"] = (string?)asked["status"] == "INACTIVE" ? new JsonArray(Arn(1), Arn(2)) : new JsonArray() });
        _aws.On("DeleteTaskDefinitions", _ => new JsonObject { ["failures"] = new JsonArray(new JsonObject { ["arn"] = Arn(2), ["reason"] = "The specified task definition is still in ACTIVE status." }) });
        var log = new SilentLog();
        using var ecs = new AmazonECSClient(FakeAws.Credentials, _aws.Configure(new AmazonECSConfig()));
        Assert.Equal(1, await new TaskDefinitionSweep(ecs, "eu-central-1", log).RemoveAsync("notejam-production", tag: null, CancellationToken.None));
        Assert.Contains(log.Lines, line => line.StartsWith("eu-central-1: 1 task definitions of notejam-production are not deleted: arn:aws:ecs:eu-central-1:123456789012:task-definition/notejam-production:2: The specified", StringComparison.Ordinal));
    }
}
