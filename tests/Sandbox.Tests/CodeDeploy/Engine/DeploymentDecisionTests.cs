using Notejam.Sandbox.CodeDeploy.Engine;
using Notejam.Sandbox.CodeDeploy.Model;
using static Notejam.Sandbox.Tests.CodeDeploy.Deployments;

namespace Notejam.Sandbox.Tests.CodeDeploy.Engine;

public class DeploymentDecisionTests
{
    private const double Scale = 60;
    private static readonly Observation BothSets = See(Set(Blue, "PRIMARY"), Set(Green, "ACTIVE"));

    public static TheoryData<string, Deployment, object, object> Table()
    {
        var continuing = Settings with { WaitsForContinue = true, ReadyWaitMinutes = 10 };
        var canary = Settings with { Schedule = new TrafficSchedule(TrafficSchedule.CanaryType, 10, 5) };
        var termination = Settings with { TerminationWaitMinutes = 5 };
        return new TheoryData<string, Deployment, object, object>
        {
            { "begins between the two target groups", New(), See(Set(Blue, "PRIMARY")), new EngineAction.Begin(Blue, BlueGroup, GreenGroup) },
            { "begins an event", At(LifecycleEvent.BeforeInstall, "Pending"), BothSets, new EngineAction.BeginEvent(LifecycleEvent.BeforeInstall) },
            { "ends an event without a hook", At(LifecycleEvent.BeforeInstall), BothSets, new EngineAction.CompleteEvent(LifecycleEvent.BeforeInstall) },
            { "calls the function hooked to an event", Hooked(null), BothSets, new EngineAction.InvokeHook(LifecycleEvent.BeforeInstall, "smoke") },
            { "calls it again while that is not certain", Hooked(new HookExecution { Id = "1" }), BothSets, new EngineAction.InvokeHook(LifecycleEvent.BeforeInstall, "smoke") },
            { "waits for its report", Hooked(new HookExecution { Id = "1", IsInvoked = true }), After(BothSets, 59), new EngineAction.Wait() },
            { "goes on when it reports success", Hooked(new HookExecution { Id = "1", Result = "Succeeded" }), After(BothSets, 61), new EngineAction.CompleteEvent(LifecycleEvent.BeforeInstall) },
            { "creates the task set", At(LifecycleEvent.Install), See(Set(Blue, "PRIMARY")), new EngineAction.CreateTaskSet() },
            { "takes over its own task set", At(LifecycleEvent.Install), BothSets, new EngineAction.AdoptTaskSet(Green) },
            { "waits for running tasks", Installing(), See(Set(Blue, "PRIMARY"), Set(Green, "ACTIVE", running: 1, healthy: 1, pending: 1)), new EngineAction.Wait() },
            { "waits for healthy targets", Installing(), See(Set(Blue, "PRIMARY"), Set(Green, "ACTIVE", healthy: 1)), new EngineAction.Wait() },
            { "installed when all are healthy", Installing(), BothSets, new EngineAction.CompleteEvent(LifecycleEvent.Install) },
            { "no tasks wanted, none waited for", Installing(), See(Set(Blue, "PRIMARY"), Set(Green, "ACTIVE", 0, 0, 0)), new EngineAction.CompleteEvent(LifecycleEvent.Install) },
            { "shifts test traffic", At(LifecycleEvent.AllowTestTraffic), BothSets, new EngineAction.ShiftTestTraffic() },
            { "test traffic is shifted", With(At(LifecycleEvent.AllowTestTraffic), item => item.TestTrafficShifted = true), BothSets, new EngineAction.CompleteEvent(LifecycleEvent.AllowTestTraffic) },
            { "becomes ready", At(LifecycleEvent.BeforeAllowTraffic, "Pending", continuing), BothSets, new EngineAction.BecomeReady() },
            { "stays ready", Ready(continuing), After(BothSets, 9), new EngineAction.Wait() },
            { "goes on when told", With(Ready(continuing), item => item.ReadyContinued = true), BothSets, new EngineAction.LeaveReady() },
            { "does not wait when the group continues by itself", At(LifecycleEvent.BeforeAllowTraffic, "Pending"), BothSets, new EngineAction.BeginEvent(LifecycleEvent.BeforeAllowTraffic) },
            { "shifts all at once", At(LifecycleEvent.AllowTraffic), BothSets, new EngineAction.ShiftTraffic(100) },
            { "canary: the first step at once", At(LifecycleEvent.AllowTraffic, settings: canary), BothSets, new EngineAction.ShiftTraffic(10) },
            { "canary: bakes", Shifted(canary, 10), After(BothSets, 4), new EngineAction.Wait() },
            { "canary: the rest", Shifted(canary, 10), After(BothSets, 5), new EngineAction.ShiftTraffic(100) },
            { "shifted: the new task set becomes primary", Shifted(Settings, 100), BothSets, new EngineAction.MakePrimary(Green) },
            { "primary: the event ends", Shifted(Settings, 100), See(Set(Green, "PRIMARY"), Set(Blue, "ACTIVE")), new EngineAction.CompleteEvent(LifecycleEvent.AllowTraffic) },
            { "live: the termination wait begins", Live(termination), BothSets, new EngineAction.BeginTerminationWait() },
            { "waits before it terminates", Terminating(termination), After(BothSets, 4), new EngineAction.Wait() },
            { "terminates after the wait", Terminating(termination), After(BothSets, 5), new EngineAction.BeginTermination() },
            { "terminates when told", With(Terminating(termination), item => item.TerminationContinued = true), BothSets, new EngineAction.BeginTermination() },
            { "deletes the original", With(Terminating(termination), item => item.TerminationBegun = true), BothSets, new EngineAction.DeleteTaskSet(Blue) },
            { "succeeds when the original is gone", With(Terminating(termination), item => item.TerminationBegun = true), See(Set(Green, "PRIMARY")), new EngineAction.Succeed() },
            { "keeps the original alive", Live(Settings with { TerminatesBlue = false }), BothSets, new EngineAction.Succeed() },
        };
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_state_has_one_next_action(string because, Deployment deployment, object seen, object expected)
    {
        Assert.NotEmpty(because);
        Assert.Equal(expected, DeploymentDecision.Decide(deployment, (Observation)seen, Scale));
    }

    [Fact]
    public void A_service_without_a_primary_task_set_fails() =>
        Assert.Equal("INVALID_ECS_SERVICE", Assert.IsType<EngineAction.Fail>(Decide(New(), See())).Code);

    [Fact]
    public void A_primary_outside_the_two_target_groups_fails()
    {
        var elsewhere = Set(Blue, "PRIMARY") with { TargetGroupArn = "arn:…:targetgroup/other/9" };

        Assert.Equal("ELASTIC_LOAD_BALANCING_INVALID", Assert.IsType<EngineAction.Fail>(Decide(New(), See(elsewhere))).Code);
    }

    public static TheoryData<string, int?, int?, string?> Listeners => new()
    {
        { "all at the primary", 100, null, null },
        { "all at the primary, the other at 0", 100, 0, null },
        { "a part at what a stopped deployment has left", 90, 10, "ECS_UPDATE_ERROR: TaskSet <ecs-svc/2> is behind prod listener arn:production." },
        { "all at the other", null, 100, "ELASTIC_LOAD_BALANCING_INVALID: The ELB could not be updated due to the following error: Primary taskset target group must be behind listener arn:production" },
        { "all at the other, the primary at 0", 0, 100, "ELASTIC_LOAD_BALANCING_INVALID: The ELB could not be updated due to the following error: Primary taskset target group must be behind listener arn:production" },
        { "nothing: a fixed response", null, null, "ELASTIC_LOAD_BALANCING_INVALID: The ELB could not be updated due to the following error: Primary taskset target group must be behind listener arn:production" },
    };

    // https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html, https://repost.aws/questions/QUDEKJSzbzQIKAC2voL4fGfQ
    [Theory]
    [MemberData(nameof(Listeners))]
    public void A_deployment_does_not_begin_while_the_production_listener_is_not_at_the_primary_task_set_alone(string what, int? blue, int? green, string? failure)
    {
        Assert.NotNull(what);
        var weights = new (string Group, int? Weight)[] { (BlueGroup, blue), (GreenGroup, green) }.Where(pair => pair.Weight is not null).ToDictionary(pair => pair.Group, pair => pair.Weight!.Value);
        var seen = See(Set(Blue, "PRIMARY"), Set(Green, "ACTIVE")) with { ProductionWeights = weights };

        var action = Decide(New(), seen);

        if (failure is null) Assert.IsType<EngineAction.Begin>(action);
        else Assert.StartsWith(failure, Assert.IsType<EngineAction.Fail>(action) is var fail ? $"{fail.Code}: {fail.Message}" : "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(10, false)]
    public void What_an_earlier_deployment_left_is_removed_first_unless_requests_reach_it(int weight, bool isRemoved)
    {
        var leftover = Set(Green, "ACTIVE") with { CreatedAt = Start.AddHours(-1) };
        var seen = See(Set(Blue, "PRIMARY"), leftover) with { ProductionWeights = new Dictionary<string, int> { [BlueGroup] = 100 - weight, [GreenGroup] = weight } };

        var action = Decide(At(LifecycleEvent.Install), seen);

        if (isRemoved) Assert.Equal(new EngineAction.RemoveLeftover(Green), action);
        else Assert.Equal("ECS_UPDATE_ERROR", Assert.IsType<EngineAction.Fail>(action).Code);
    }

    [Fact]
    public void Tasks_that_never_become_healthy_fail_after_an_hour_of_AWS_time_and_name_why_they_stopped()
    {
        var crashing = See(Set(Blue, "PRIMARY"), Set(Green, "ACTIVE", 0, 0, 2, 2, "Essential container in task exited: exit code 134"));

        Assert.IsType<EngineAction.Wait>(Decide(Installing(), After(crashing, 59)));
        var fail = Assert.IsType<EngineAction.Fail>(Decide(Installing(), After(crashing, 60)));
        Assert.Equal("TIMEOUT", fail.Code);
        Assert.Contains("exit code 134", fail.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_set_that_vanishes_fails_the_installation() =>
        Assert.Equal("ECS_UPDATE_ERROR", Assert.IsType<EngineAction.Fail>(Decide(Installing(), See(Set(Blue, "PRIMARY")))).Code);

    [Fact]
    public void A_firing_alarm_stops_and_rolls_back()
    {
        var stop = Assert.IsType<EngineAction.Stop>(Decide(At(LifecycleEvent.AllowTraffic), BothSets with { FiringAlarms = ["errors"] }));

        Assert.Equal(("ALARM_ACTIVE", true), (stop.Code, stop.Rollback));
        Assert.Contains("errors", stop.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Alarms_that_cannot_be_asked_for_stop_unless_ignored(bool ignored, bool stops)
    {
        var deployment = At(LifecycleEvent.AllowTraffic, settings: Settings with { IgnoresAlarmPollFailure = ignored });

        Assert.Equal(stops, Decide(deployment, BothSets with { AlarmPollError = "throttled" }) is EngineAction.Stop);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void A_stop_rolls_back_as_the_request_says_or_else_as_the_group_does(bool? asked, bool rollback)
    {
        var deployment = With(At(LifecycleEvent.AllowTraffic), item => item.StopRequest = new StopRequest(asked));

        Assert.Equal(rollback, Assert.IsType<EngineAction.Stop>(Decide(deployment, BothSets)).Rollback);
    }

    [Fact]
    public void A_ready_deployment_that_nobody_continues_is_stopped() =>
        Assert.IsType<EngineAction.Stop>(Decide(Ready(Settings with { WaitsForContinue = true, ReadyWaitMinutes = 10 }), After(BothSets, 10)));

    [Fact]
    public void Once_the_original_is_being_removed_nothing_stops_the_deployment()
    {
        var deployment = With(Terminating(Settings), item => (item.TerminationBegun, item.StopRequest) = (true, new StopRequest(true)));

        Assert.IsType<EngineAction.DeleteTaskSet>(Decide(deployment, BothSets with { FiringAlarms = ["errors"] }));
    }

    private static EngineAction Decide(Deployment deployment, Observation seen) => DeploymentDecision.Decide(deployment, seen, Scale);

    private static Observation After(Observation seen, int awsMinutes) => seen with { Now = Start + (TimeSpan.FromMinutes(awsMinutes) / Scale) };

    private static Deployment With(Deployment deployment, Action<Deployment> change)
    {
        change(deployment);
        return deployment;
    }

    private static Deployment Hooked(HookExecution? hook) => With(
        At(LifecycleEvent.BeforeInstall, appSpec: new AppSpec("app:2", "app", 8080, new Dictionary<string, string> { [LifecycleEvent.BeforeInstall] = "smoke" })),
        item => item.Event(LifecycleEvent.BeforeInstall).Hook = hook);

    private static Deployment Installing() => With(At(LifecycleEvent.Install), item => item.GreenTaskSet = Green);

    private static Deployment Ready(DeploymentSettings settings) => With(
        At(LifecycleEvent.BeforeAllowTraffic, "Pending", settings), item => (item.Status, item.ReadySince) = (DeploymentStatus.Ready, Start));

    private static Deployment Shifted(DeploymentSettings settings, int weight) => With(
        At(LifecycleEvent.AllowTraffic, settings: settings), item => (item.GreenWeight, item.LastShiftAt) = (weight, Start));

    private static Deployment Terminating(DeploymentSettings settings) => With(Live(settings), item => item.TerminationWaitSince = Start);
}
