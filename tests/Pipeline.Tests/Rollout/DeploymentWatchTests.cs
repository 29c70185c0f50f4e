using System.Text.Json.Nodes;
using Amazon.CloudWatchLogs;
using Amazon.CodeDeploy;
using Amazon.ECS;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tests.Infra;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Rollout;

public sealed class DeploymentWatchTests : IDisposable
{
    private const string Ours = "arn:aws:ecs:eu-central-1:123456789012:task-definition/notejam-production:7";
    private readonly FakeAws _aws = new();

    public DeploymentWatchTests()
    {
        _aws.On("ListDeploymentTargets", _ => new JsonObject { ["targetIds"] = new JsonArray("service") });
        _aws.On("GetLogEvents", _ => JsonNode.Parse("""{ "events": [{ "message": "the flux capacitor is missing" }] }""")!);
        Install("Succeeded");
        Dead(0);
    }

    public void Dispose() => _aws.Dispose();

    [Fact]
    public async Task It_is_live_when_the_engine_says_so()
    {
        Deployments(("d-1", "Created"), ("d-1", "InProgress"), ("d-1", "Succeeded"));
        Assert.Equal(new DeploymentEnd(RolloutOutcome.Live, null), await WatchAsync());
    }

    [Fact]
    public async Task One_that_waits_for_a_word_gets_it()
    {
        Deployments(("d-1", "Ready"), ("d-1", "Succeeded"));
        _aws.On("ContinueDeployment", _ => throw new AwsError("DeploymentIsNotInReadyStateException", "somebody was faster"));
        Assert.Equal(RolloutOutcome.Live, (await WatchAsync()).Outcome);
        Assert.Equal(1, _aws.CountOf("ContinueDeployment"));
    }

    [Fact]
    public async Task A_failure_is_followed_into_its_rollback_and_its_cause_told()
    {
        Dead(1);
        Deployments(("d-1", "InProgress"), ("d-1", "Failed"), ("d-2", "InProgress"), ("d-2", "Succeeded"));
        var end = await WatchAsync();
        Assert.Equal(RolloutOutcome.RolledBack, end.Outcome);
        Assert.Contains("ALARM_ACTIVE: too many errors", end.Cause, StringComparison.Ordinal);
        Assert.Contains("Essential container in task exited, exit code 1", end.Cause, StringComparison.Ordinal);
        Assert.Contains("| the flux capacitor is missing", end.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hook_that_refuses_is_named_with_what_it_logged()
    {
        Dead(1);
        _aws.On("ListDeploymentTargets", _ => new JsonObject { ["targetIds"] = new JsonArray("service") });
        _aws.On("BatchGetDeploymentTargets", _ => JsonNode.Parse("""
            { "deploymentTargets": [{ "ecsTarget": { "lifecycleEvents": [{ "lifecycleEventName": "Install", "status": "Succeeded" }, { "lifecycleEventName": "AfterAllowTestTraffic", "status": "Failed" }] } }] }
            """)!);
        _aws.On("FilterLogEvents", _ => new JsonObject
        {
            ["events"] = new JsonArray(
                Line("START RequestId: r-1"), Line("""{"LogLevel":"Information","Message":"began"}"""), Line("""{"LogLevel":"Error","Message":"d-1: /signin answers 500"}""")),
        });
        Deployments(("d-1", "Failed"), ("d-2", "Succeeded"));

        var cause = (await WatchAsync()).Cause!;

        Assert.EndsWith("hook AfterAllowTestTraffic: function notejam-validate refused the release\n    | d-1: /signin answers 500", cause, StringComparison.Ordinal);
        Assert.Equal("/aws/lambda/notejam-validate", (string?)Assert.Single(_aws.Calls, call => call.Operation == "FilterLogEvents").Input["logGroupName"]);
        static JsonObject Line(string message) => new() { ["message"] = message };
    }

    [Fact]
    public async Task A_rollback_that_fails_too_is_no_rollback()
    {
        Deployments(("d-1", "Failed"), ("d-2", "Failed"));
        var end = await WatchAsync();
        Assert.Equal(RolloutOutcome.Failed, end.Outcome);
        Assert.Contains("The rollback d-2 failed too", end.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Three_dead_tasks_stop_the_deployment_once()
    {
        Install("InProgress");
        Dead(3);
        Deployments(("d-1", "InProgress"), ("d-1", "InProgress"), ("d-1", "Stopped"), ("d-2", "Succeeded"));
        _aws.On("StopDeployment", _ => new JsonObject());
        Assert.Equal(RolloutOutcome.RolledBack, (await WatchAsync()).Outcome);
        Assert.True((bool)Assert.Single(_aws.Calls, call => call.Operation == "StopDeployment").Input["autoRollbackEnabled"]!);
    }

    [Fact]
    public async Task One_that_has_ended_before_it_could_be_stopped_ends_as_the_engine_says()
    {
        Install("InProgress");
        Dead(3);
        Deployments(("d-1", "InProgress"), ("d-1", "Succeeded"));
        _aws.On("StopDeployment", _ => throw new AwsError("DeploymentAlreadyCompletedException", "over"));
        Assert.Equal(RolloutOutcome.Live, (await WatchAsync()).Outcome);
        Assert.Equal(1, _aws.CountOf("StopDeployment"));
    }

    [Theory]
    [InlineData("family:notejam-production")]
    [InlineData("service:billing")]
    public async Task Tasks_of_the_same_definition_that_the_service_has_not_started_say_nothing_of_the_deployment(string group)
    {
        Dead(4, group);
        using var ecs = new AmazonECSClient(FakeAws.Credentials, _aws.Configure(new AmazonECSConfig()));
        using var logs = new AmazonCloudWatchLogsClient(FakeAws.Credentials, _aws.Configure(new AmazonCloudWatchLogsConfig()));
        Assert.Empty(await new TaskEvidence(ecs, logs).FindStoppedAsync(OutputsReaderTests.Sample(), Ours, DateTimeOffset.UnixEpoch, CancellationToken.None));
        Dead(4);
        Assert.Equal(4, (await new TaskEvidence(ecs, logs).FindStoppedAsync(OutputsReaderTests.Sample(), Ours, DateTimeOffset.UnixEpoch, CancellationToken.None)).Count);
    }

    private void Install(string status) => _aws.On("BatchGetDeploymentTargets", _ => JsonNode.Parse($$"""
        { "deploymentTargets": [{ "ecsTarget": { "lifecycleEvents": [{ "lifecycleEventName": "Install", "status": "{{status}}" }] } }] }
        """)!);

    private void Dead(int count, string group = "service:notejam")
    {
        var arns = Enumerable.Range(1, count).Select(number => $"arn:aws:ecs:eu-central-1:123456789012:task/notejam-production/{number}").ToList();
        _aws.On("ListTasks", _ => new JsonObject { ["taskArns"] = new JsonArray([.. arns.Select(arn => (JsonNode)arn)]) });
        _aws.On("DescribeTasks", _ => new JsonObject
        {
            ["tasks"] = new JsonArray([.. arns.Select(arn => new JsonObject
            {
                ["taskArn"] = arn, ["taskDefinitionArn"] = Ours, ["group"] = group, ["createdAt"] = 1769860800, ["stopCode"] = "EssentialContainerExited", ["stoppedReason"] = "Essential container in task exited",
                ["containers"] = new JsonArray(new JsonObject { ["name"] = "notejam", ["exitCode"] = 1 }),
            })]),
        });
    }

    /// <summary>What each deployment says when it is looked at again; d-2 is the rollback of d-1.</summary>
    private void Deployments(params (string Id, string Status)[] looks)
    {
        var left = looks.GroupBy(look => look.Id).ToDictionary(group => group.Key, group => new Queue<string>(group.Select(look => look.Status)));
        _aws.On("GetDeployment", request =>
        {
            var id = (string)request["deploymentId"]!;
            var status = left[id].Count > 1 ? left[id].Dequeue() : left[id].Peek();
            var info = new JsonObject { ["deploymentId"] = id, ["status"] = status, ["createTime"] = 0 };
            if (status is "Failed" or "Stopped")
            {
                info["errorInformation"] = new JsonObject { ["code"] = "ALARM_ACTIVE", ["message"] = "too many errors" };
                if (id == "d-1" && left.ContainsKey("d-2")) info["rollbackInfo"] = new JsonObject { ["rollbackDeploymentId"] = "d-2" };
            }

            return new JsonObject { ["deploymentInfo"] = info };
        });
    }

    private async Task<DeploymentEnd> WatchAsync()
    {
        using var codeDeploy = new AmazonCodeDeployClient(FakeAws.Credentials, _aws.Configure(new AmazonCodeDeployConfig()));
        using var ecs = new AmazonECSClient(FakeAws.Credentials, _aws.Configure(new AmazonECSConfig()));
        using var logs = new AmazonCloudWatchLogsClient(FakeAws.Credentials, _aws.Configure(new AmazonCloudWatchLogsConfig()));
        return await new DeploymentWatch(codeDeploy, new TaskEvidence(ecs, logs), new HookEvidence(logs), new HurryingTime(), new SilentLog()).WatchAsync("d-1", Ours, OutputsReaderTests.Sample(), default);
    }
}
