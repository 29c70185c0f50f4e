using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Ecs;
using static Notejam.Sandbox.CodeDeploy.Engine.EngineAction;

namespace Notejam.Sandbox.CodeDeploy.Engine;

/// <summary>The engine's mind: from what is kept about a deployment and what is seen, to the one next action. Pure.</summary>
internal static class DeploymentDecision
{
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(60);

    // ECS may keep whole seconds only.
    private static readonly TimeSpan CreationTolerance = TimeSpan.FromSeconds(1);

    /// <summary>Decides.</summary>
    /// <param name="timeScale">Seconds of AWS time in a real second.</param>
    public static EngineAction Decide(Deployment deployment, Observation seen, double timeScale)
    {
        if (deployment.IsRollback) return RollbackDecision.Decide(deployment, seen);
        if (!deployment.TerminationBegun && StopIfWanted(deployment, seen) is { } stop) return stop;
        if (deployment.Status == DeploymentStatus.Created) return Start(deployment, seen);
        var step = deployment.Events.FirstOrDefault(item => item.Status is "Pending" or "InProgress");
        if (step is null) return Terminate(deployment, seen, timeScale);
        if (step is { Name: LifecycleEvent.BeforeAllowTraffic, Status: "Pending" } && WaitForContinue(deployment, seen, timeScale) is { } ready)
            return ready;
        if (step.Status == "Pending") return new BeginEvent(step.Name);
        return step.Name switch
        {
            LifecycleEvent.Install => Install(deployment, step, seen, timeScale),
            LifecycleEvent.AllowTestTraffic => deployment.TestTrafficShifted ? new CompleteEvent(step.Name) : new ShiftTestTraffic(),
            LifecycleEvent.AllowTraffic => AllowTraffic(deployment, step, seen, timeScale),
            _ => HookDecision.Decide(deployment, step, seen.Now, timeScale),
        };
    }

    private static Stop? StopIfWanted(Deployment deployment, Observation seen)
    {
        var events = deployment.Settings.RollbackEvents;
        if (deployment.StopRequest is { } request)
            return new Stop("MANUAL_STOP", "The deployment was stopped by a user.", request.Rollback ?? events.Contains("DEPLOYMENT_STOP_ON_REQUEST"));
        var onAlarm = events.Contains("DEPLOYMENT_STOP_ON_ALARM");
        if (seen.FiringAlarms.Count > 0)
            return new Stop("ALARM_ACTIVE",
                "One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. "
                + $"Activated alarms: {string.Join(", ", seen.FiringAlarms)}", onAlarm);
        if (seen.AlarmPollError is { } error && !deployment.Settings.IgnoresAlarmPollFailure)
            return new Stop("ALARM_ACTIVE", $"CodeDeploy could not get the state of the deployment group's alarms: {error}", onAlarm);
        return null;
    }

    private static EngineAction Start(Deployment deployment, Observation seen)
    {
        if (seen.Primary is not { } primary)
            return new Fail("INVALID_ECS_SERVICE", "The ECS service has no primary task set: the deployment cannot tell which tasks serve now.");
        if (seen.TargetGroups.Count != 2 || !seen.TargetGroups.Contains(primary.TargetGroupArn))
            return new Fail("ELASTIC_LOAD_BALANCING_INVALID",
                $"The target group of the primary task set ({primary.TargetGroupArn}) is not one of the deployment group's two target groups.");
        // https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html#troubleshooting-ecs-elb: a listener that was
        // pointed elsewhere by hand is not put right by a deployment, nor by its rollback.
        var listener = deployment.Settings.ProductionListener;
        if (seen.ProductionWeights.GetValueOrDefault(primary.TargetGroupArn) <= 0)
            return new Fail("ELASTIC_LOAD_BALANCING_INVALID",
                $"The ELB could not be updated due to the following error: Primary taskset target group must be behind listener {listener}");
        if (seen.TaskSets.FirstOrDefault(set => set.Status != "PRIMARY" && seen.ProductionWeights.GetValueOrDefault(set.TargetGroupArn) > 0) is { } served)
            return BehindListener(served, listener);
        return new Begin(primary.Id, primary.TargetGroupArn, seen.TargetGroups.First(arn => arn != primary.TargetGroupArn));
    }

    // What a deployment that was stopped has left is removed by the next one, and not while requests reach it
    // (https://repost.aws/questions/QUDEKJSzbzQIKAC2voL4fGfQ).
    private static Fail BehindListener(TaskSetStatus set, string listener) => new("ECS_UPDATE_ERROR",
        $"TaskSet <{set.Id}> is behind prod listener {listener}. Verify that the TaskSet <{set.Id}> is still serving production traffic and update the listener rule if required. "
        + "Refer to https://docs.aws.amazon.com/console/elasticloadbalancing/listeners/rules for information on updating listener rules");

    private static EngineAction Install(Deployment deployment, LifecycleEvent step, Observation seen, double timeScale)
    {
        if (deployment.GreenTaskSet is null)
        {
            var others = seen.TaskSets.Where(set => set.Status != "PRIMARY").ToList();
            if (others.FirstOrDefault(set => set.CreatedAt < step.StartedAt - CreationTolerance) is { } leftover)
                return seen.ProductionWeights.GetValueOrDefault(leftover.TargetGroupArn) > 0
                    ? BehindListener(leftover, deployment.Settings.ProductionListener)
                    : new RemoveLeftover(leftover.Id);
            return others.FirstOrDefault() is { } own ? new AdoptTaskSet(own.Id) : new CreateTaskSet();
        }

        if (seen.TaskSet(deployment.GreenTaskSet) is not { } green)
            return new Fail("ECS_UPDATE_ERROR", $"The replacement task set {deployment.GreenTaskSet} does not exist any more.");
        if (IsSteady(green)) return new CompleteEvent(step.Name);
        if (seen.Now - step.StartedAt < InstallLimit / timeScale) return new Wait();
        return new Fail("TIMEOUT",
            "The deployment timed out while waiting for the replacement task set to become healthy. This time out period is 60 minutes. " + Evidence(green));
    }

    private static bool IsSteady(TaskSetStatus set) =>
        set.Desired == 0 || (set.Running >= set.Desired && set.Healthy >= set.Desired && set.Pending == 0);

    private static string Evidence(TaskSetStatus set)
    {
        var counts = $"{set.Running} of {set.Desired} tasks running, {set.Healthy} healthy.";
        return set.StoppedReasons.Count == 0
            ? counts
            : $"{counts} Last stopped tasks: {string.Join(" | ", set.StoppedReasons.Distinct().Take(3))}";
    }

    private static EngineAction? WaitForContinue(Deployment deployment, Observation seen, double timeScale)
    {
        if (!deployment.Settings.WaitsForContinue) return null;
        if (deployment.ReadyContinued) return deployment.Status == DeploymentStatus.Ready ? new LeaveReady() : null;
        if (deployment.ReadySince is not { } since) return new BecomeReady();
        if (!HasPassed(since, deployment.Settings.ReadyWaitMinutes, seen.Now, timeScale)) return new Wait();
        return new Stop("TIMEOUT", "The wait time for rerouting traffic expired before the deployment was continued.",
            deployment.Settings.RollbackEvents.Contains("DEPLOYMENT_STOP_ON_REQUEST"));
    }

    private static EngineAction AllowTraffic(Deployment deployment, LifecycleEvent step, Observation seen, double timeScale)
    {
        if (deployment.GreenWeight == 100)
            return seen.Primary?.Id == deployment.GreenTaskSet ? new CompleteEvent(step.Name) : new MakePrimary(deployment.GreenTaskSet!);
        var schedule = deployment.Settings.Schedule;
        return deployment.LastShiftAt is not { } last || HasPassed(last, schedule.IntervalMinutes, seen.Now, timeScale)
            ? new ShiftTraffic(schedule.Next(deployment.GreenWeight))
            : new Wait();
    }

    private static EngineAction Terminate(Deployment deployment, Observation seen, double timeScale)
    {
        if (!deployment.Settings.TerminatesBlue) return new Succeed();
        if (deployment.TerminationWaitSince is not { } since) return new BeginTerminationWait();
        if (!deployment.TerminationBegun)
            return deployment.TerminationContinued || HasPassed(since, deployment.Settings.TerminationWaitMinutes, seen.Now, timeScale)
                ? new BeginTermination()
                : new Wait();
        return seen.TaskSet(deployment.BlueTaskSet) is { } blue ? new DeleteTaskSet(blue.Id) : new Succeed();
    }

    private static bool HasPassed(DateTimeOffset since, int awsMinutes, DateTimeOffset now, double timeScale) =>
        now - since >= TimeSpan.FromMinutes(awsMinutes) / timeScale;
}
