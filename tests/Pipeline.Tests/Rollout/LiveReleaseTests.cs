using System.Text.Json.Nodes;
using Amazon.ECS;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tests.Infra;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Rollout;

public sealed class LiveReleaseTests : IDisposable
{
    private const string Live = FakeService.Family + ":6", Newest = FakeService.Family + ":7", Copy = FakeService.Family + ":8";
    private const string Image = "registry/notejam@sha256:1";
    private readonly FakeAws _aws = new();
    private readonly Dictionary<string, JsonObject> _definitions = [];

    public LiveReleaseTests()
    {
        _aws.On("DescribeServices", _ => JsonNode.Parse($$"""
            { "services": [{ "status": "ACTIVE", "desiredCount": 2, "taskSets": [{ "id": "ecs-svc/1", "status": "PRIMARY", "taskDefinition": "{{Live}}", "runningCount": 2 }] }] }
            """)!);
        _aws.On("DescribeTaskDefinition", input => _definitions.TryGetValue((string)input["taskDefinition"]!, out var found) ? found.DeepClone() : throw new AwsError("ClientException", "Unable to describe task definition."));
        _aws.On("RegisterTaskDefinition", _ => new JsonObject { ["taskDefinition"] = new JsonObject { ["taskDefinitionArn"] = Copy } });
    }

    public void Dispose() => _aws.Dispose();

    [Theory]
    [InlineData("ACTIVE", null, Live)]
    // ECS runs on what is deregistered, and starts nothing of it: a backup's probe takes the same content elsewhere.
    [InlineData("INACTIVE", Image, Newest)]
    [InlineData("INACTIVE", "registry/notejam@sha256:2", Copy)]
    [InlineData("INACTIVE", null, Copy)]
    [InlineData("DELETE_IN_PROGRESS", null, Copy)]
    public async Task A_release_is_told_with_a_task_definition_that_can_be_started(string status, string? newest, string expected)
    {
        _definitions[Live] = Definition(Live, status, Image);
        if (newest is not null) _definitions["notejam-production"] = Definition(Newest, "ACTIVE", newest);
        Assert.Equal(new LiveRelease(expected, Image), await ReadAsync());
    }

    [Fact]
    public async Task A_copy_has_all_that_its_original_had()
    {
        _definitions[Live] = Definition(Live, "INACTIVE", Image);
        await ReadAsync();

        var request = Assert.Single(_aws.Calls, call => call.Operation == "RegisterTaskDefinition").Input.AsObject();
        foreach (var (name, value) in _definitions[Live]["taskDefinition"]!.AsObject().Where(member => member.Key is not ("taskDefinitionArn" or "status" or "revision")))
            Assert.True(JsonNode.DeepEquals(value, request[name]), $"{name}: {request[name]}");
        var tag = Assert.Single(request["tags"]!.AsArray());
        Assert.Equal((TaskDefinitionDocument.HashTag, "h"), ((string?)tag!["key"], (string?)tag["value"]));
    }

    [Fact]
    public async Task A_deleted_task_definition_is_told_with_the_way_out()
    {
        var refused = await Assert.ThrowsAsync<PipelineException>(ReadAsync);
        Assert.Contains("notejam-production:6, which serves in eu-central-1, was deleted", refused.Message, StringComparison.Ordinal);
        Assert.Contains("./build.sh Deploy --region eu-central-1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_infrastructure_has_made_is_no_release()
    {
        _definitions[Live] = Definition(Live, "ACTIVE", "registry/notejam:bootstrap");
        Assert.Contains("No release serves", (await Assert.ThrowsAsync<PipelineException>(ReadAsync)).Message, StringComparison.Ordinal);
    }

    private static JsonObject Definition(string arn, string status, string image) => new()
    {
        ["taskDefinition"] = new JsonObject
        {
            ["taskDefinitionArn"] = arn, ["status"] = status, ["revision"] = 6, ["family"] = "notejam-production", ["cpu"] = "256", ["memory"] = "512", ["networkMode"] = "awsvpc",
            ["executionRoleArn"] = "arn:aws:iam::123456789012:role/execution", ["taskRoleArn"] = "arn:aws:iam::123456789012:role/task", ["requiresCompatibilities"] = new JsonArray("FARGATE"),
            ["ephemeralStorage"] = new JsonObject { ["sizeInGiB"] = 30 }, ["runtimePlatform"] = new JsonObject { ["cpuArchitecture"] = "X86_64" },
            ["volumes"] = new JsonArray(new JsonObject { ["name"] = "tmp" }),
            ["containerDefinitions"] = new JsonArray(new JsonObject { ["name"] = "notejam", ["image"] = image, ["readonlyRootFilesystem"] = true }),
        },
        ["tags"] = new JsonArray(
            new JsonObject { ["key"] = TaskDefinitionDocument.HashTag, ["value"] = "h" }, new JsonObject { ["key"] = FirstRelease.PendingTag, ["value"] = "pending" },
            new JsonObject { ["key"] = "aws:createdBy", ["value"] = "x" }),
    };

    private async Task<LiveRelease> ReadAsync()
    {
        using var ecs = new AmazonECSClient(FakeAws.Credentials, _aws.Configure(new AmazonECSConfig()));
        return await LiveRelease.ReadAsync(ecs, OutputsReaderTests.Sample(), new SilentLog(), CancellationToken.None);
    }
}
