using System.Text.Json.Nodes;
using Amazon.CloudWatchLogs;
using Amazon.CodeDeploy;
using Amazon.ECS;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tests.Infra;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Rollout;

public sealed class RolloutStageTests : IDisposable
{
    private const string Ours = "arn:aws:ecs:eu-central-1:123456789012:task-definition/notejam-production:7";
    private readonly FakeAws _aws = new();

    public RolloutStageTests() => _aws.On("ListDeployments", _ => new JsonObject { ["deployments"] = new JsonArray() });

    public void Dispose() => _aws.Dispose();

    [Fact]
    public async Task What_takes_all_traffic_is_not_rolled_out_again_while_a_task_is_replaced()
    {
        _aws.InTurn("DescribeServices", () => Serving(1), () => Serving(1), () => Serving(2));
        var result = await RunAsync();
        Assert.Equal((StageOutcome.Skipped, RolloutOutcome.Unchanged), (result.Outcome, result.Record.Outcome));
        Assert.Contains("2 of 2 tasks run", result.Reason, StringComparison.Ordinal);
        Assert.Equal(0, _aws.CountOf("CreateDeployment"));
    }

    [Fact]
    public async Task What_takes_all_traffic_but_cannot_run_its_tasks_is_said_so()
    {
        _aws.On("DescribeServices", _ => Serving(1));
        Assert.Contains("only 1 of 2 tasks run", (await Assert.ThrowsAsync<PipelineException>(() => RunAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_not_called_unchanged_while_another_release_takes_the_traffic_away()
    {
        _aws.On("DescribeServices", _ => Serving(2));
        _aws.On("ListDeployments", _ => new JsonObject { ["deployments"] = new JsonArray("d-other") });
        _aws.On("GetDeployment", _ => JsonNode.Parse("""{ "deploymentInfo": { "deploymentId": "d-other", "description": "Notejam release notejam-production:8", "status": "InProgress", "createTime": 0 } }""")!);
        Assert.Contains("d-other", (await Assert.ThrowsAsync<PipelineException>(() => RunAsync())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Severity.Critical, Severity.High, true)]
    [InlineData(Severity.High, Severity.High, false)]
    [InlineData(Severity.Medium, Severity.High, false)]
    public async Task A_verdict_that_was_laxer_than_asked_for_is_none(Severity scannedWith, Severity asked, bool isRefused)
    {
        _aws.On("DescribeServices", _ => Serving(2));
        if (isRefused) Assert.Contains("lets pass what is below Critical", (await Assert.ThrowsAsync<PipelineException>(() => RunAsync(scannedWith, asked))).Message, StringComparison.Ordinal);
        else Assert.Equal(StageOutcome.Skipped, (await RunAsync(scannedWith, asked)).Outcome);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(2, true)]
    public async Task Hooks_are_asked_when_there_is_a_task_to_ask(int serving, bool isAsked)
    {
        _aws.On("DescribeServices", _ => JsonNode.Parse($$"""
            { "services": [{ "status": "ACTIVE", "desiredCount": {{serving}}, "taskDefinition": "old", "taskSets": [{ "status": "PRIMARY", "taskDefinition": "old", "runningCount": {{serving}}, "stabilityStatus": "STEADY_STATE" }] }] }
            """)!);
        _aws.On("ListDeployments", _ => new JsonObject());
        _aws.On("CreateDeployment", _ => throw new AwsError("InvalidRevisionException", "enough seen"));

        await Assert.ThrowsAnyAsync<Amazon.Runtime.AmazonServiceException>(() => RunAsync());

        var content = (string)_aws.Calls.First(call => call.Operation == "CreateDeployment").Input["revision"]!["appSpecContent"]!["content"]!;
        Assert.Equal(isAsked, content.Contains("\"Hooks\"", StringComparison.Ordinal));
    }

    private static JsonNode Serving(int running) => JsonNode.Parse($$"""
        { "services": [{ "status": "ACTIVE", "desiredCount": 2, "taskSets": [{ "status": "PRIMARY", "taskDefinition": "{{Ours}}", "runningCount": {{running}} }] }] }
        """)!;

    private async Task<StageResult<Pipeline.Records.Rollout>> RunAsync(Severity scannedWith = Severity.High, Severity asked = Severity.High)
    {
        using var ecs = new AmazonECSClient(FakeAws.Credentials, _aws.Configure(new AmazonECSConfig()));
        using var codeDeploy = new AmazonCodeDeployClient(FakeAws.Credentials, _aws.Configure(new AmazonCodeDeployConfig()));
        using var logs = new AmazonCloudWatchLogsClient(FakeAws.Credentials, _aws.Configure(new AmazonCloudWatchLogsConfig()));
        var (time, log, evidence) = (new HurryingTime(times: 30), new SilentLog(), new TaskEvidence(ecs, logs));
        return await new RolloutStage(ecs, new Deployments(codeDeploy, time, log), new DeploymentWatch(codeDeploy, evidence, new HookEvidence(logs), time, log), new FirstRelease(ecs, evidence, time, log), time, log)
            .RunAsync(new Pipeline.Records.Migration(Ours, Samples.Digest, null), Samples.Verdict(Samples.Digest, scannedWith), asked, OutputsReaderTests.Sample());
    }
}
