using System.Text.Json.Nodes;
using Amazon.CodeDeploy;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tests.Infra;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Rollout;

public sealed class DeploymentsTests : IDisposable
{
    private const string Ours = "arn:aws:ecs:eu-central-1:123456789012:task-definition/notejam-production:7";
    private const string OurRelease = "Notejam release notejam-production:7";
    private const string OtherRelease = "Notejam release notejam-production:6";
    private readonly FakeAws _aws = new();
    private readonly AmazonCodeDeployClient _codeDeploy;

    public DeploymentsTests()
    {
        _codeDeploy = new AmazonCodeDeployClient(FakeAws.Credentials, _aws.Configure(new AmazonCodeDeployConfig { MaxErrorRetry = 0 }));
        _aws.On("CreateDeployment", _ => new JsonObject { ["deploymentId"] = "d-new" });
    }

    public void Dispose()
    {
        _codeDeploy.Dispose();
        _aws.Dispose();
    }

    [Fact]
    public async Task Without_one_under_way_a_deployment_is_created()
    {
        Active();
        Assert.Equal("d-new", await CreateAsync());
        var request = _aws.Calls.Single(call => call.Operation == "CreateDeployment").Input;
        Assert.Equal(OurRelease, (string?)request["description"]);
        Assert.Contains(Ours, (string?)request["revision"]!["appSpecContent"]!["content"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deployment_of_the_same_release_is_gone_on_with()
    {
        Active(Info("d-old", OurRelease));
        Assert.Equal("d-old", await CreateAsync());
        Assert.Equal(0, _aws.CountOf("CreateDeployment"));
        Assert.Equal("d-old", await FindShiftingAsync());
    }

    [Fact]
    public async Task A_deployment_of_another_release_is_named_with_the_way_to_stop_it()
    {
        Active(Info("d-other", OtherRelease));
        var refused = await Assert.ThrowsAsync<PipelineException>(CreateAsync);
        Assert.Contains($"d-other ({OtherRelease}, InProgress", refused.Message, StringComparison.Ordinal);
        Assert.Contains("aws deploy stop-deployment --deployment-id d-other --auto-rollback-enabled --region eu-central-1", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<PipelineException>(FindShiftingAsync);
    }

    [Fact]
    public async Task What_the_environment_deploys_anew_after_a_rotation_is_waited_for()
    {
        foreach (var act in new Func<Task>[] { CreateAsync, FindShiftingAsync, RefuseWhileShiftingAsync })
        {
            Active(Info("d-rotated", "Notejam with the rotated notejam-production/cache"));
            _aws.InTurn("ListDeployments", () => List("d-rotated"), () => List("d-rotated"), () => List());
            await act();
        }

        Assert.Equal(1, _aws.CountOf("CreateDeployment"));
    }

    [Fact]
    public async Task A_rollback_is_waited_for()
    {
        foreach (var act in new Func<Task>[] { CreateAsync, FindShiftingAsync, RefuseWhileShiftingAsync })
        {
            var rollback = Info("d-back", "");
            rollback["creator"] = "codeDeployRollback";
            Active(rollback);
            _aws.InTurn("ListDeployments", () => List("d-back"), () => List("d-back"), () => List());
            await act();
        }

        Assert.Equal(1, _aws.CountOf("CreateDeployment"));
    }

    [Fact]
    public async Task One_after_a_rotation_that_was_faster_is_waited_for_and_the_release_is_deployed_then()
    {
        Active(Info("d-rotated", "Notejam with the rotated notejam-production/cache"));
        // Begun after the first look, and over after the third.
        _aws.InTurn("ListDeployments", () => List(), () => List("d-rotated"), () => List("d-rotated"), () => List());
        _aws.InTurn("CreateDeployment", () => throw new AwsError("DeploymentLimitExceededException", "one at a time"), () => new JsonObject { ["deploymentId"] = "d-new" });

        Assert.Equal("d-new", await CreateAsync());
        Assert.Equal(2, _aws.CountOf("CreateDeployment"));
    }

    [Fact]
    public async Task One_after_a_rotation_that_does_not_end_is_named()
    {
        Active(Info("d-rotated", "Notejam with the rotated notejam-production/cache"));
        var refused = await Assert.ThrowsAsync<PipelineException>(FindShiftingAsync);
        Assert.Contains("d-rotated (Notejam with the rotated notejam-production/cache, InProgress", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Infrastructure_is_not_changed_under_a_deployment_that_shifts_traffic_whosever_it_is()
    {
        Active(Info("d-ours", OurRelease));
        var refused = await Assert.ThrowsAsync<PipelineException>(RefuseWhileShiftingAsync);
        Assert.Contains($"d-ours ({OurRelease}, InProgress", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Infrastructure_may_be_changed_when_nothing_shifts()
    {
        Active();
        await RefuseWhileShiftingAsync();
        var waiting = Info("d-ours", OurRelease);
        waiting["instanceTerminationWaitTimeStarted"] = true;
        Active(waiting);
        await RefuseWhileShiftingAsync();
        _aws.On("ListDeployments", _ => throw new AwsError("ApplicationDoesNotExistException", "gone"));
        await RefuseWhileShiftingAsync();
    }

    [Fact]
    public async Task One_that_is_live_and_only_waits_to_end_the_old_tasks_is_let_end()
    {
        var waiting = Info("d-other", OtherRelease);
        waiting["instanceTerminationWaitTimeStarted"] = true;
        Active(waiting);
        Assert.Null(await FindShiftingAsync());

        _aws.On("ContinueDeployment", request =>
        {
            Assert.Equal("TERMINATION_WAIT", (string?)request["deploymentWaitType"]);
            waiting["status"] = "Succeeded";
            return new JsonObject();
        });
        Assert.Equal("d-new", await CreateAsync());
        Assert.Equal(1, _aws.CountOf("ContinueDeployment"));
    }

    [Theory]
    [InlineData("DeploymentIsNotInReadyStateException")]
    [InlineData("DeploymentAlreadyCompletedException")]
    [InlineData("InvalidDeploymentStatusException")]
    [InlineData("ThrottlingException")]
    public async Task One_that_is_not_let_end_at_first_is_looked_at_and_told_again(string refusal)
    {
        var waiting = Info("d-other", OtherRelease);
        waiting["instanceTerminationWaitTimeStarted"] = true;
        Active(waiting);
        var asked = 0;
        _aws.On("ContinueDeployment", _ =>
        {
            if (++asked < 3) throw new AwsError(refusal, "not yet");
            waiting["status"] = "Succeeded";
            return new JsonObject();
        });
        Assert.Equal("d-new", await CreateAsync());
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task What_ContinueDeployment_does_not_do_for_this_kind_of_deployment_is_told()
    {
        var waiting = Info("d-other", OtherRelease);
        waiting["instanceTerminationWaitTimeStarted"] = true;
        Active(waiting);
        _aws.On("ContinueDeployment", _ => throw new AwsError("UnsupportedActionForDeploymentTypeException", "no"));
        await Assert.ThrowsAsync<Amazon.CodeDeploy.Model.UnsupportedActionForDeploymentTypeException>(CreateAsync);
    }

    [Theory]
    [InlineData(OurRelease, true)]
    [InlineData(OtherRelease, false)]
    public async Task When_another_deployment_was_faster_it_is_ours_or_named(string description, bool isOurs)
    {
        Active(Info("d-faster", description));
        // Not there yet at the first look.
        _aws.InTurn("ListDeployments", () => List(), () => List("d-faster"));
        _aws.On("CreateDeployment", _ => throw new AwsError("DeploymentLimitExceededException", "one at a time"));
        if (isOurs) Assert.Equal("d-faster", await CreateAsync());
        else Assert.Contains("d-faster", (await Assert.ThrowsAsync<PipelineException>(CreateAsync)).Message, StringComparison.Ordinal);
        Assert.Equal(1, _aws.CountOf("CreateDeployment"));
    }

    private static JsonObject Info(string id, string description) =>
        new() { ["deploymentId"] = id, ["description"] = description, ["status"] = "InProgress", ["createTime"] = 1769860800 };

    private static JsonObject List(params string[] ids) => new() { ["deployments"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]) };

    private void Active(params JsonObject[] active)
    {
        _aws.On("ListDeployments", _ => List([.. active.Select(info => (string)info["deploymentId"]!)]));
        _aws.On("GetDeployment", request => new JsonObject { ["deploymentInfo"] = active.Single(info => (string?)info["deploymentId"] == (string?)request["deploymentId"]).DeepClone() });
    }

    private Deployments Deployments() => new(_codeDeploy, new HurryingTime(), new SilentLog());

    private Task<string> CreateAsync() => Deployments().CreateOrResumeAsync(Ours, OutputsReaderTests.Sample(), null, default);

    private Task<string?> FindShiftingAsync() => Deployments().FindShiftingAsync(Ours, OutputsReaderTests.Sample(), default);

    private Task RefuseWhileShiftingAsync() => Deployments().RefuseWhileShiftingAsync(OutputsReaderTests.Sample(), default);
}
