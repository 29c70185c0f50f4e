using System.Text.Json.Nodes;
using Amazon.CloudWatchLogs;
using Amazon.CodeDeploy;
using Amazon.ECS;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tests.Infra;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Rollout;

public sealed class FirstReleaseTests : IDisposable
{
    private const string Definition = "arn:aws:ecs:eu-central-1:123456789012:task-definition/notejam-production:1";
    private readonly FakeAws _aws = new();

    public void Dispose() => _aws.Dispose();

    [Fact]
    public async Task Tasks_that_run_are_not_live_before_they_are_steady()
    {
        var looks = 0;
        _aws.On("DescribeServices", _ => Service(++looks < 3 ? "STABILIZING" : "STEADY_STATE")).On("ListTasks", _ => Stopped(0));

        var end = await ScaleUpAsync();

        Assert.Equal((RolloutOutcome.Live, 3), (end.Outcome, looks));
    }

    [Fact]
    public async Task An_application_that_keeps_dying_fails_with_its_cause_and_leaves_the_service_at_zero()
    {
        // One had died before: it is no fault of this release, whatever this machine's clock says of it.
        _aws.On("DescribeServices", _ => Service("STABILIZING")).InTurn("ListTasks", () => Stopped(1), () => Stopped(1), () => Stopped(3), () => Stopped(4))
            .On("DescribeTasks", input => new JsonObject { ["tasks"] = new JsonArray([.. input["tasks"]!.AsArray().Select(arn => Dead((string)arn!))]) })
            .On("GetLogEvents", _ => JsonNode.Parse("""{ "events": [{ "message": "Notejam cannot start: the flux capacitor is missing" }] }""")!);

        var end = await ScaleUpAsync();

        Assert.Equal(RolloutOutcome.Failed, end.Outcome);
        Assert.Contains("Essential container in task exited, exit code 1", end.Cause, StringComparison.Ordinal);
        Assert.Contains("| Notejam cannot start: the flux capacitor is missing", end.Cause, StringComparison.Ordinal);
        Assert.Equal([2, 0], _aws.Calls.Where(call => call.Operation == "UpdateService").Select(call => (int)call.Input["desiredCount"]!));
    }

    private async Task<DeploymentEnd> ScaleUpAsync()
    {
        _aws.On("UpdateService", _ => new JsonObject { ["service"] = new JsonObject() }).On("UntagResource", _ => new JsonObject()).On("ListDeployments", _ => new JsonObject());
        using var ecs = new AmazonECSClient(FakeAws.Credentials, _aws.Configure(new AmazonECSConfig()));
        using var codeDeploy = new AmazonCodeDeployClient(FakeAws.Credentials, _aws.Configure(new AmazonCodeDeployConfig()));
        using var logs = new AmazonCloudWatchLogsClient(FakeAws.Credentials, _aws.Configure(new AmazonCloudWatchLogsConfig()));
        var (time, log) = (new HurryingTime(), new SilentLog());
        var release = new FirstRelease(ecs, new Deployments(codeDeploy, time, log), new ServiceScale(ecs, new TaskEvidence(ecs, logs), time, log));
        return await release.ScaleUpAsync(Definition, 0, OutputsReaderTests.Sample(), CancellationToken.None);
    }

    private static JsonNode Service(string stability) => JsonNode.Parse($$"""
        { "services": [{ "taskSets": [{ "status": "PRIMARY", "runningCount": 2, "stabilityStatus": "{{stability}}" }] }] }
        """)!;

    private static JsonObject Stopped(int count) => new()
    {
        ["taskArns"] = new JsonArray([.. Enumerable.Range(1, count).Select(number => (JsonNode)$"arn:aws:ecs:eu-central-1:123456789012:task/notejam-production/{number}")]),
    };

    private static JsonObject Dead(string arn) => new()
    {
        ["taskArn"] = arn, ["taskDefinitionArn"] = Definition, ["group"] = "service:notejam", ["createdAt"] = 1, ["startedBy"] = "ecs-svc/1",
        ["stoppedReason"] = "Essential container in task exited",
        ["containers"] = new JsonArray(new JsonObject { ["name"] = "notejam", ["exitCode"] = 1 }),
    };
}
