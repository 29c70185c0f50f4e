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
    public async Task What_ECS_does_not_delete_is_told_and_not_counted()
    {
        // botocore ecs DeleteTaskDefinitions: what was not deleted is in "failures"; nothing is thrown.
        static JsonNode Arn(int revision) => $"arn:aws:ecs:eu-central-1:123456789012:task-definition/notejam-production:{revision}";
        _aws.On("ListTaskDefinitions", asked => new JsonObject { ["taskDefinitionArns"] = (string?)asked["status"] == "INACTIVE" ? new JsonArray(Arn(1), Arn(2)) : new JsonArray() });
        _aws.On("DeleteTaskDefinitions", _ => new JsonObject { ["failures"] = new JsonArray(new JsonObject { ["arn"] = Arn(2), ["reason"] = "The specified task definition is still in ACTIVE status." }) });
        var log = new SilentLog();
        using var ecs = new AmazonECSClient(FakeAws.Credentials, _aws.Configure(new AmazonECSConfig()));
        Assert.Equal(1, await new TaskDefinitionSweep(ecs, "eu-central-1", log).RemoveAsync("notejam-production", CancellationToken.None));
        Assert.Contains(log.Lines, line => line.StartsWith("eu-central-1: 1 task definitions of notejam-production are not deleted: arn:aws:ecs:eu-central-1:123456789012:task-definition/notejam-production:2: The specified", StringComparison.Ordinal));
    }
}
