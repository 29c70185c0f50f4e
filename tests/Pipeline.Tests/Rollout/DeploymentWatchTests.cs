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
    private readonly SilentLog _log = new();

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

    [Theory]
    [InlineData("DeploymentIsNotInReadyStateException")]
    [InlineData("DeploymentAlreadyCompletedException")]
    [InlineData("InvalidDeploymentStatusException")]
    public async Task One_that_waits_for_a_word_gets_it(string refusal)
    {
        Deployments(("d-1", "Ready"), ("d-1", "Succeeded"));
        _aws.On("ContinueDeployment", _ => throw new AwsError(refusal, "somebody was faster"));
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

    [Theory]
    [InlineData("AccessDeniedException", "the log group /aws/lambda/notejam-validate cannot be read: AWS denies the call: not now")]
    [InlineData("ThrottlingException", "the log group /aws/lambda/notejam-validate cannot be read: ")]
    [InlineData("ServiceUnavailableException", "the log group /aws/lambda/notejam-validate cannot be read: ")]
    [InlineData("ResourceNotFoundException", "there is no log group /aws/lambda/notejam-validate; the function may never have run")]
    [InlineData(null, "it has logged no error since 00:00:00 UTC: /aws/lambda/notejam-validate")]
    public async Task A_hook_whose_log_cannot_be_read_is_rolled_back_all_the_same_and_that_is_said(string? error, string expected)
    {
        Hook("Failed");
        _aws.On("FilterLogEvents", _ => error is null ? new JsonObject { ["events"] = new JsonArray() } : throw new AwsError(error, "not now"));
        Deployments(("d-1", "Failed"), ("d-2", "Succeeded"));
        var end = await WatchAsync();
        Assert.Equal(RolloutOutcome.RolledBack, end.Outcome);
        Assert.Contains($"hook AfterAllowTestTraffic: function notejam-validate refused the release\n    | (", end.Cause, StringComparison.Ordinal);
        Assert.Contains(expected, end.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_hook_logged_is_found_behind_empty_pages()
    {
        Hook("Failed");
        _aws.On("FilterLogEvents", asked => ((string?)asked["nextToken"]) switch
        {
            null => new JsonObject { ["events"] = new JsonArray(), ["nextToken"] = "a" },
            "a" => new JsonObject { ["events"] = new JsonArray(), ["nextToken"] = "b" },
            _ => new JsonObject { ["events"] = new JsonArray(new JsonObject { ["message"] = """{"LogLevel":"Error","Message":"d-1: /signin answers 500"}""" }) },
        });
        Deployments(("d-1", "Failed"), ("d-2", "Succeeded"));
        Assert.EndsWith("\n    | d-1: /signin answers 500", (await WatchAsync()).Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GetLogEvents", "AccessDeniedException", "(its log /notejam-production/app/notejam/1 cannot be read: AWS denies the call: The specified log group does not exist)")]
    [InlineData("GetLogEvents", "ResourceNotFoundException", "(there is no log group ")]
    [InlineData("ListTasks", "AccessDeniedException", "(its stopped tasks cannot be looked at: AWS denies the call: ")]
    [InlineData("DescribeTasks", "ServerException", "(its stopped tasks cannot be looked at: ")]
    public async Task Evidence_that_cannot_be_had_is_told_as_such_and_the_rollback_is_followed(string operation, string error, string expected)
    {
        Dead(1);
        _aws.On(operation, _ => throw new AwsError(error, "The specified log group does not exist."));
        Deployments(("d-1", "Failed"), ("d-2", "Succeeded"));
        var end = await WatchAsync();
        Assert.Equal(RolloutOutcome.RolledBack, end.Outcome);
        Assert.StartsWith("ALARM_ACTIVE: too many errors", end.Cause, StringComparison.Ordinal);
        Assert.Contains(expected.Split(' ')[0], end.Cause, StringComparison.Ordinal);
        Assert.Contains(expected.Replace("/notejam-production/", OutputsReaderTests.Sample().LogGroupName + "/", StringComparison.Ordinal), end.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deployment_whose_dead_tasks_nobody_may_list_is_watched_to_its_end()
    {
        Install("InProgress");
        _aws.On("ListTasks", _ => throw new AwsError("AccessDeniedException", "not you"));
        Deployments(("d-1", "InProgress"), ("d-1", "InProgress"), ("d-1", "Succeeded"));
        Assert.Equal(RolloutOutcome.Live, (await WatchAsync()).Outcome);
        Assert.Single(_log.Lines, line => line.StartsWith("whether new tasks die cannot be looked at (AWS denies the call: not you)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ThrottlingException")]
    [InlineData("ExpiredTokenException")]
    [InlineData("ServiceUnavailableException")]
    public async Task A_look_that_fails_leaves_no_deployment_unwatched(string error)
    {
        Deployments(("d-1", "InProgress"), ("d-1", "Failed"), ("d-2", "InProgress"), ("d-2", "Succeeded"));
        var looks = 0;
        _aws.On("ListDeploymentTargets", _ => ++looks is 2 or 3 or 6 ? throw new AwsError(error, "not now") : new JsonObject { ["targetIds"] = new JsonArray("service") });
        Assert.Equal(RolloutOutcome.RolledBack, (await WatchAsync()).Outcome);
        Assert.Contains(_log.Lines, line => line.StartsWith("deployment d-1 can be looked at again, after 2 failed looks", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rollback_whose_end_nobody_sees_is_no_rollback_and_the_cause_is_told()
    {
        Deployments(("d-1", "Failed"), ("d-2", "InProgress"));
        var looks = 0;
        _aws.On("ListDeploymentTargets", _ => ++looks > 1 ? throw new AwsError("AccessDeniedException", "no more") : new JsonObject());
        var end = await WatchAsync();
        Assert.Equal(RolloutOutcome.Failed, end.Outcome);
        Assert.StartsWith("ALARM_ACTIVE: too many errors", end.Cause, StringComparison.Ordinal);
        Assert.Contains("The rollback d-2 was begun, and its end was not seen: AWS denies the call: no more", end.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_does_not_end_is_named_with_how_to_stop_it()
    {
        Deployments(("d-1", "InProgress"), ("d-1", "InProgress"));
        var late = await Assert.ThrowsAsync<PipelineException>(() => WatchAsync(times: 60));
        Assert.Contains("6 hours after it was looked at first", late.Cause, StringComparison.Ordinal);
        Assert.Contains("aws deploy stop-deployment --deployment-id d-1", late.Remedy, StringComparison.Ordinal);
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

    private void Hook(string status) => _aws.On("BatchGetDeploymentTargets", _ => JsonNode.Parse($$"""
        { "deploymentTargets": [{ "ecsTarget": { "lifecycleEvents": [{ "lifecycleEventName": "Install", "status": "Succeeded" }, { "lifecycleEventName": "AfterAllowTestTraffic", "status": "{{status}}" }] } }] }
        """)!);

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

    private async Task<DeploymentEnd> WatchAsync(int times = 1)
    {
        using var codeDeploy = new AmazonCodeDeployClient(FakeAws.Credentials, _aws.Configure(new AmazonCodeDeployConfig { MaxErrorRetry = 0 }));
        using var ecs = new AmazonECSClient(FakeAws.Credentials, _aws.Configure(new AmazonECSConfig { MaxErrorRetry = 0 }));
        using var logs = new AmazonCloudWatchLogsClient(FakeAws.Credentials, _aws.Configure(new AmazonCloudWatchLogsConfig { MaxErrorRetry = 0 }));
        return await new DeploymentWatch(codeDeploy, new Deployments(codeDeploy, new HurryingTime(), _log), new TaskEvidence(ecs, logs), new HookEvidence(logs), new HurryingTime(times), _log).WatchAsync("d-1", Ours, OutputsReaderTests.Sample(), default);
    }
}
