using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using static Notejam.Sandbox.Tests.CodeDeploy.Deployments;

namespace Notejam.Sandbox.Tests.CodeDeploy.Engine;

public sealed class DeploymentEngineTests : IDisposable
{
    private const string Canary = "CodeDeployDefault.ECSCanary10Percent5Minutes";
    private readonly CodeDeployHarness _codeDeploy = new();

    private FakeWorld World => _codeDeploy.World;

    public void Dispose() => _codeDeploy.Dispose();

    [Fact]
    public async Task A_deployment_goes_through_its_lifecycle_in_order()
    {
        await _codeDeploy.CreateGroupAsync();
        var id = await _codeDeploy.DeployAsync("release 1");
        await _codeDeploy.RunAsync();

        Assert.Equal(["create ecs-svc/2", "test 0/100", "production 0/100", "primary ecs-svc/2"], World.Effects);
        var live = await _codeDeploy.GetAsync(id);
        Assert.Equal(("InProgress", true), (live.Text("status"), live.Flag("instanceTerminationWaitTimeStarted")));
        await _codeDeploy.PassAsync(5);

        var done = await _codeDeploy.GetAsync(id);
        Assert.Equal(("Succeeded", "release 1", "user"), (done.Text("status"), done.Text("description"), done.Text("creator")));
        Assert.Equal("delete ecs-svc/1", World.Effects[^1]);
        var target = await _codeDeploy.GetTargetAsync(id);
        Assert.Equal(
            ["BeforeInstall", "Install", "AfterInstall", "AllowTestTraffic", "AfterAllowTestTraffic", "BeforeAllowTraffic", "AllowTraffic", "AfterAllowTraffic"],
            target.Structures("lifecycleEvents").Select(item => item.Text("lifecycleEventName")));
        Assert.All(target.Structures("lifecycleEvents"), item => Assert.Equal("Succeeded", item.Text("status")));
    }

    [Fact]
    public async Task A_canary_serves_a_tenth_until_its_interval_is_over()
    {
        await _codeDeploy.CreateGroupAsync(Canary);
        var id = await _codeDeploy.DeployAsync();
        await _codeDeploy.RunAsync();

        var sets = (await _codeDeploy.GetTargetAsync(id)).Structures("taskSetsInfo");
        Assert.Equal([("PRIMARY", 90), ("ACTIVE", 10)], sets.Select(set => (set.Text("status")!, set.Number("trafficWeight")!.Value)));
        await _codeDeploy.PassAsync(4);
        Assert.Equal("production 90/10", World.Effects[^1]);
        await _codeDeploy.PassAsync(1);
        Assert.Equal("primary ecs-svc/2", World.Effects[^1]);
    }

    // https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ErrorInformation.html: IAM_ROLE_PERMISSIONS.
    [Theory]
    [InlineData("codedeploy looks at the service", "AmazonECS", "")]
    [InlineData("codedeploy creates a task set", "AmazonECS", "")]
    [InlineData("codedeploy passes the task's roles", "iam", "")]
    [InlineData("codedeploy shifts traffic", "AmazonElasticLoadBalancing", "create ecs-svc/2")]
    [InlineData("codedeploy watches alarms", "AmazonCloudWatch", "")]
    public async Task What_the_service_role_may_not_ends_the_deployment_before_it_is_done(string call, string service, string effects)
    {
        await _codeDeploy.CreateGroupAsync();
        _codeDeploy.Permissions.Refused = call;
        var id = await _codeDeploy.DeployAsync();
        await _codeDeploy.RunAsync();

        var failed = await _codeDeploy.GetAsync(id);
        Assert.Equal(("Failed", "IAM_ROLE_PERMISSIONS"), (failed.Text("status"), failed.Structure("errorInformation").Text("code")));
        Assert.Contains($"the following AWS service: {service}.", failed.Structure("errorInformation").Text("message"), StringComparison.Ordinal);
        Assert.Equal(effects, string.Join(' ', World.Effects));
    }

    [Fact]
    public async Task Target_groups_alternate()
    {
        await _codeDeploy.CreateGroupAsync();
        await DeployToTheEndAsync();
        await DeployToTheEndAsync();

        Assert.Equal(BlueGroup, World.Primary.TargetGroupArn);
        Assert.Equal(100, World.Weights["arn:production"][BlueGroup]);
    }

    [Fact]
    public async Task Tasks_that_crash_fail_with_their_cause_and_are_rolled_back_by_a_new_deployment()
    {
        await _codeDeploy.CreateGroupAsync();
        World.NewTasksAreHealthy = false;
        var id = await _codeDeploy.DeployAsync();
        await _codeDeploy.RunAsync();
        await _codeDeploy.PassAsync(60);
        await _codeDeploy.RunAsync();

        var failed = await _codeDeploy.GetAsync(id);
        Assert.Equal("Failed", failed.Text("status"));
        Assert.Contains("out of memory", failed.Structure("errorInformation").Text("message"), StringComparison.Ordinal);
        var rollback = await _codeDeploy.GetAsync(failed.Structure("rollbackInfo").Text("rollbackDeploymentId")!);
        Assert.Equal(("Succeeded", "codeDeployRollback"), (rollback.Text("status"), rollback.Text("creator")));
        Assert.Equal(id, rollback.Structure("rollbackInfo").Text("rollbackTriggeringDeploymentId"));
        Assert.Equal([Blue], World.Sets.Select(set => set.Id));
    }

    [Fact]
    public async Task An_alarm_during_the_canary_stops_and_gives_all_traffic_back()
    {
        await _codeDeploy.CreateGroupAsync(Canary);
        var id = await _codeDeploy.DeployAsync();
        await _codeDeploy.RunAsync();
        World.FiringAlarms.Add("errors");
        await _codeDeploy.PassAsync(1);
        await _codeDeploy.RunAsync();

        var stopped = await _codeDeploy.GetAsync(id);
        Assert.Equal(("Stopped", "ALARM_ACTIVE"), (stopped.Text("status"), stopped.Structure("errorInformation").Text("code")));
        Assert.Equal(["production 100/0", "test 100/0", "delete ecs-svc/2"], World.Effects.TakeLast(3));
    }

    [Fact]
    public async Task A_stop_during_the_termination_wait_rolls_back_to_the_task_set_that_is_still_there()
    {
        await _codeDeploy.CreateGroupAsync();
        var id = await _codeDeploy.DeployAsync();
        await _codeDeploy.RunAsync();
        await _codeDeploy.CallAsync("StopDeployment", new JsonObject { ["deploymentId"] = id, ["autoRollbackEnabled"] = true });
        await _codeDeploy.RunAsync();
        await _codeDeploy.RunAsync();

        Assert.Equal("Stopped", (await _codeDeploy.GetAsync(id)).Text("status"));
        Assert.Equal(Blue, World.Primary.Id);
        Assert.Equal(100, World.Weights["arn:production"][BlueGroup]);
    }

    [Fact]
    public async Task A_failure_without_automatic_rollback_leaves_what_there_is_and_the_next_deployment_cleans_up()
    {
        await _codeDeploy.CreateGroupAsync(change: group => group.Remove("autoRollbackConfiguration"));
        World.NewTasksAreHealthy = false;
        var id = await _codeDeploy.DeployAsync();
        await _codeDeploy.RunAsync();
        await _codeDeploy.PassAsync(60);
        Assert.False((await _codeDeploy.GetAsync(id)).ContainsKey("rollbackInfo"));
        Assert.Equal(2, World.Sets.Count);

        World.NewTasksAreHealthy = true;
        await DeployToTheEndAsync();
        Assert.Equal(["ecs-svc/3"], World.Sets.Select(set => set.Id));
    }

    [Fact]
    public async Task An_unknown_task_definition_fails_with_ECSs_own_words()
    {
        await _codeDeploy.CreateGroupAsync();
        World.CreationError = new AwsException("ClientException", "Unable to describe task definition.");
        var id = await _codeDeploy.DeployAsync();
        await _codeDeploy.RunAsync();

        var error = (await _codeDeploy.GetAsync(id)).Structure("errorInformation");
        Assert.Equal("ECS_UPDATE_ERROR", error.Text("code"));
        Assert.Contains("Unable to describe task definition.", error.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parked_deployment_shifts_when_continued()
    {
        await _codeDeploy.CreateGroupAsync(change: DeploymentGroups.WaitForContinue);
        var id = await _codeDeploy.DeployAsync();
        await _codeDeploy.RunAsync();
        Assert.Equal("Ready", (await _codeDeploy.GetAsync(id)).Text("status"));
        Assert.Equal("test 0/100", World.Effects[^1]);

        await _codeDeploy.CallAsync("ContinueDeployment", new JsonObject { ["deploymentId"] = id, ["deploymentWaitType"] = "READY_WAIT" });
        await _codeDeploy.RunAsync();
        await _codeDeploy.CallAsync("ContinueDeployment", new JsonObject { ["deploymentId"] = id, ["deploymentWaitType"] = "TERMINATION_WAIT" });
        await _codeDeploy.RunAsync();
        Assert.Equal("Succeeded", (await _codeDeploy.GetAsync(id)).Text("status"));
    }

    [Fact]
    public async Task A_parked_deployment_that_nobody_continues_is_stopped()
    {
        await _codeDeploy.CreateGroupAsync(change: DeploymentGroups.WaitForContinue);
        var id = await _codeDeploy.DeployAsync();
        await _codeDeploy.RunAsync();
        await _codeDeploy.PassAsync(30);

        Assert.Equal("Stopped", (await _codeDeploy.GetAsync(id)).Text("status"));
        Assert.Equal(Blue, World.Primary.Id);
    }

    [Fact]
    public async Task A_service_scaled_to_zero_deploys_at_once()
    {
        await _codeDeploy.CreateGroupAsync();
        World.Desired = 0;
        await DeployToTheEndAsync();

        Assert.Equal("ecs-svc/2", World.Primary.Id);
    }

    [Theory]
    [InlineData("create ecs-svc/2")]
    [InlineData("test 0/100")]
    [InlineData("production 90/10")]
    [InlineData("production 0/100")]
    [InlineData("primary ecs-svc/2")]
    [InlineData("delete ecs-svc/1")]
    public async Task An_engine_killed_right_after_an_effect_goes_on_without_doing_anything_twice_that_counts(string effect)
    {
        await _codeDeploy.CreateGroupAsync(Canary);
        var id = await _codeDeploy.DeployAsync();
        World.AfterEffect = done =>
        {
            if (done != effect) return;
            World.AfterEffect = _ => { };
            throw new IOException("the sandbox was killed");
        };
        for (var step = 0; step < 8; step++)
        {
            await _codeDeploy.PassAsync(5);
            _codeDeploy.Restart();
        }

        Assert.Equal("Succeeded", (await _codeDeploy.GetAsync(id)).Text("status"));
        Assert.Equal(["ecs-svc/2"], World.Sets.Select(set => set.Id));
        Assert.Single(World.Effects, item => item.StartsWith("create", StringComparison.Ordinal));
        Assert.Equal(100, World.Weights["arn:production"][GreenGroup]);
    }

    private async Task DeployToTheEndAsync()
    {
        var id = await _codeDeploy.DeployAsync();
        await _codeDeploy.RunAsync();
        await _codeDeploy.PassAsync(5);
        Assert.Equal("Succeeded", (await _codeDeploy.GetAsync(id)).Text("status"));
    }
}
