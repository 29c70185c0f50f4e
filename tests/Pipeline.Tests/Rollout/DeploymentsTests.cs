using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tests.Infra;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Rollout;

public sealed class DeploymentsTests
{
    private const string Ours = "arn:aws:ecs:eu-central-1:123456789012:task-definition/notejam-production:7";
    private readonly Scripted<IAmazonCodeDeploy> _codeDeploy = Scripted.Client<IAmazonCodeDeploy>();
    private readonly SilentLog _log = new();
    private readonly InfraOutputs _infra = OutputsReaderTests.Sample();

    [Fact]
    public async Task Without_one_under_way_a_deployment_is_created()
    {
        Active();
        _codeDeploy.On<CreateDeploymentRequest>(_ => new CreateDeploymentResponse { DeploymentId = "d-new" });
        Assert.Equal("d-new", await CreateAsync());
        var request = (CreateDeploymentRequest)_codeDeploy.Calls.Single(call => call.Operation == "CreateDeployment").Request;
        Assert.Contains("notejam-production:7", request.Description, StringComparison.Ordinal);
        Assert.Contains(Ours, request.Revision.AppSpecContent.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deployment_of_the_same_release_is_gone_on_with()
    {
        Active(Info("d-old", "Notejam release notejam-production:7"));
        Assert.Equal("d-old", await CreateAsync());
        Assert.Equal(0, _codeDeploy.CountOf("CreateDeployment"));
        Assert.Equal("d-old", await Deployments().FindShiftingAsync(Ours, _infra, default));
    }

    [Fact]
    public async Task A_deployment_of_another_release_is_named_with_the_way_to_stop_it()
    {
        Active(Info("d-other", "Notejam release notejam-production:6"));
        var refused = await Assert.ThrowsAsync<PipelineException>(CreateAsync);
        Assert.Contains("d-other (Notejam release notejam-production:6, InProgress", refused.Message, StringComparison.Ordinal);
        Assert.Contains("aws deploy stop-deployment --deployment-id d-other --auto-rollback-enabled --region eu-central-1", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<PipelineException>(() => Deployments().FindShiftingAsync(Ours, _infra, default));
    }

    [Fact]
    public async Task One_that_is_live_and_only_waits_to_end_the_old_tasks_is_let_end()
    {
        var waiting = Info("d-other", "Notejam release notejam-production:6");
        waiting.InstanceTerminationWaitTimeStarted = true;
        Active(waiting);
        Assert.Null(await Deployments().FindShiftingAsync(Ours, _infra, default));

        _codeDeploy.On<ContinueDeploymentRequest>(request =>
        {
            Assert.Equal(DeploymentWaitType.TERMINATION_WAIT, request.DeploymentWaitType);
            waiting.Status = DeploymentStatus.Succeeded;
            return new ContinueDeploymentResponse();
        });
        _codeDeploy.On<CreateDeploymentRequest>(_ => new CreateDeploymentResponse { DeploymentId = "d-new" });
        Assert.Equal("d-new", await CreateAsync());
    }

    [Theory]
    [InlineData("Notejam release notejam-production:7", true)]
    [InlineData("Notejam release notejam-production:6", false)]
    public async Task When_another_deployment_was_faster_it_is_ours_or_named(string description, bool isOurs)
    {
        var seen = 0;
        _codeDeploy.On<ListDeploymentsRequest>(_ => new ListDeploymentsResponse { Deployments = seen++ == 0 ? [] : ["d-faster"] });
        _codeDeploy.On<GetDeploymentRequest>(_ => new GetDeploymentResponse { DeploymentInfo = Info("d-faster", description) });
        _codeDeploy.On<CreateDeploymentRequest>(_ => throw new DeploymentLimitExceededException("one at a time"));
        if (isOurs) Assert.Equal("d-faster", await CreateAsync());
        else Assert.Contains("d-faster", (await Assert.ThrowsAsync<PipelineException>(CreateAsync)).Message, StringComparison.Ordinal);
    }

    private static DeploymentInfo Info(string id, string description) =>
        new() { DeploymentId = id, Description = description, Status = DeploymentStatus.InProgress, CreateTime = new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc) };

    private void Active(params DeploymentInfo[] active)
    {
        _codeDeploy.On<ListDeploymentsRequest>(_ => new ListDeploymentsResponse { Deployments = [.. active.Select(info => info.DeploymentId)] });
        _codeDeploy.On<GetDeploymentRequest>(request => new GetDeploymentResponse { DeploymentInfo = active.Single(info => info.DeploymentId == request.DeploymentId) });
    }

    private Deployments Deployments() => new(_codeDeploy.Client, new HurryingTime(), _log);

    private Task<string> CreateAsync() => Deployments().CreateOrResumeAsync(Ours, _infra, null, default);
}
