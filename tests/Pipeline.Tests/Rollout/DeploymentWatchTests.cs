using Amazon.CloudWatchLogs;
using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using Amazon.ECS;
using Amazon.ECS.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tests.Infra;
using Notejam.Pipeline.Tests.Support;
using LogEvents = Amazon.CloudWatchLogs.Model;
using Task = System.Threading.Tasks.Task;

namespace Notejam.Pipeline.Tests.Rollout;

public sealed class DeploymentWatchTests
{
    private const string Ours = "arn:aws:ecs:eu-central-1:123456789012:task-definition/notejam-production:7";
    private readonly Scripted<IAmazonCodeDeploy> _codeDeploy = Scripted.Client<IAmazonCodeDeploy>();
    private readonly Scripted<IAmazonECS> _ecs = Scripted.Client<IAmazonECS>();
    private readonly Scripted<IAmazonCloudWatchLogs> _logs = Scripted.Client<IAmazonCloudWatchLogs>();

    public DeploymentWatchTests()
    {
        _codeDeploy.On<ListDeploymentTargetsRequest>(_ => new ListDeploymentTargetsResponse { TargetIds = ["service"] });
        Install("Succeeded");
        Dead(0);
        _logs.On<LogEvents.GetLogEventsRequest>(_ => new LogEvents.GetLogEventsResponse { Events = [new() { Message = "the flux capacitor is missing" }] });
    }

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
        _codeDeploy.On<ContinueDeploymentRequest>(_ => throw new DeploymentIsNotInReadyStateException("somebody was faster"));
        Assert.Equal(RolloutOutcome.Live, (await WatchAsync()).Outcome);
        Assert.Equal(1, _codeDeploy.CountOf("ContinueDeployment"));
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
        _codeDeploy.On<StopDeploymentRequest>(request =>
        {
            Assert.True(request.AutoRollbackEnabled);
            return new StopDeploymentResponse();
        });
        Assert.Equal(RolloutOutcome.RolledBack, (await WatchAsync()).Outcome);
        Assert.Equal(1, _codeDeploy.CountOf("StopDeployment"));
    }

    [Fact]
    public async Task One_that_has_ended_before_it_could_be_stopped_ends_as_the_engine_says()
    {
        Install("InProgress");
        Dead(3);
        Deployments(("d-1", "InProgress"), ("d-1", "Succeeded"));
        _codeDeploy.On<StopDeploymentRequest>(_ => throw new DeploymentAlreadyCompletedException("over"));
        Assert.Equal(RolloutOutcome.Live, (await WatchAsync()).Outcome);
    }

    private void Install(string status) =>
        _codeDeploy.On<BatchGetDeploymentTargetsRequest>(_ => new BatchGetDeploymentTargetsResponse
        {
            DeploymentTargets = [new DeploymentTarget { EcsTarget = new ECSTarget { LifecycleEvents = [new LifecycleEvent { LifecycleEventName = "Install", Status = status }] } }],
        });

    private void Dead(int count)
    {
        var tasks = Enumerable.Range(1, count).Select(number => new Amazon.ECS.Model.Task
        {
            TaskArn = $"arn:aws:ecs:eu-central-1:123456789012:task/notejam-production/{number}", TaskDefinitionArn = Ours, CreatedAt = DateTime.UtcNow, StopCode = TaskStopCode.EssentialContainerExited,
            StoppedReason = "Essential container in task exited", Containers = [new Container { Name = "notejam", ExitCode = 1 }],
        }).ToList();
        _ecs.On<ListTasksRequest>(_ => new ListTasksResponse { TaskArns = [.. tasks.Select(task => task.TaskArn)] });
        _ecs.On<DescribeTasksRequest>(_ => new DescribeTasksResponse { Tasks = tasks });
    }

    /// <summary>What each deployment says when it is looked at again; d-2 is the rollback of d-1.</summary>
    private void Deployments(params (string Id, string Status)[] looks)
    {
        var left = looks.GroupBy(look => look.Id).ToDictionary(group => group.Key, group => new Queue<string>(group.Select(look => look.Status)));
        _codeDeploy.On<GetDeploymentRequest>(request =>
        {
            var queue = left[request.DeploymentId];
            var status = queue.Count > 1 ? queue.Dequeue() : queue.Peek();
            var info = new DeploymentInfo { DeploymentId = request.DeploymentId, Status = status, CreateTime = DateTime.UnixEpoch };
            if (status is "Failed" or "Stopped")
            {
                info.ErrorInformation = new ErrorInformation { Code = Amazon.CodeDeploy.ErrorCode.ALARM_ACTIVE, Message = "too many errors" };
                if (request.DeploymentId == "d-1" && left.ContainsKey("d-2")) info.RollbackInfo = new RollbackInfo { RollbackDeploymentId = "d-2" };
            }

            return new GetDeploymentResponse { DeploymentInfo = info };
        });
    }

    private Task<DeploymentEnd> WatchAsync() =>
        new DeploymentWatch(_codeDeploy.Client, new TaskEvidence(_ecs.Client, _logs.Client), new HurryingTime(), new SilentLog()).WatchAsync("d-1", Ours, OutputsReaderTests.Sample(), default);
}
