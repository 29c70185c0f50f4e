using System.Text.Json.Nodes;
using Notejam.Sandbox.CodeDeploy.Engine;
using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Ecs;

namespace Notejam.Sandbox.Tests.CodeDeploy;

/// <summary>Deployments and observations to decide about.</summary>
internal static class Deployments
{
    public const string Blue = "ecs-svc/1";
    public const string Green = "ecs-svc/2";
    public const string BlueGroup = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/one/1";
    public const string GreenGroup = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/two/2";
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static DeploymentSettings Settings { get; } = new()
    {
        Cluster = "cluster",
        Service = "web",
        ProductionListener = "arn:production",
        TestListener = "arn:test",
        TargetGroupNames = ["one", "two"],
        Schedule = TrafficSchedule.AllAtOnce,
        RollbackEvents = ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"],
    };

    public static Deployment New(DeploymentSettings? settings = null, AppSpec? appSpec = null, string? rollbackOf = null)
    {
        settings ??= Settings;
        return new Deployment
        {
            Id = "d-ABCDEFGHI",
            Region = "eu-central-1",
            ApplicationName = "app",
            GroupName = "group",
            ConfigName = "config",
            Creator = rollbackOf is null ? "user" : Rollbacks.Creator,
            Status = DeploymentStatus.Created,
            CreatedAt = Start,
            Revision = new JsonObject(),
            Group = new JsonObject(),
            Settings = settings,
            AppSpec = appSpec ?? new AppSpec("app:2", "app", 8080, new Dictionary<string, string>()),
            Events = LifecycleEvent.NewLifecycle(settings.TestListener is not null),
            RollbackTriggeringDeploymentId = rollbackOf,
        };
    }

    /// <summary>A deployment in the midst of an event, all events before it succeeded.</summary>
    public static Deployment At(string name, string status = "InProgress", DeploymentSettings? settings = null, AppSpec? appSpec = null)
    {
        var deployment = New(settings, appSpec);
        Place(deployment);
        foreach (var item in deployment.Events.TakeWhile(item => item.Name != name)) (item.Status, item.StartedAt, item.EndedAt) = ("Succeeded", Start, Start);
        deployment.Event(name).Status = status;
        if (status != "Pending") deployment.Event(name).StartedAt = Start;
        var afterInstall = deployment.Events.TakeWhile(item => item.Name != name).Any(item => item.Name == LifecycleEvent.Install);
        if (afterInstall) deployment.GreenTaskSet = Green;
        return deployment;
    }

    /// <summary>A deployment whose events are all over.</summary>
    public static Deployment Live(DeploymentSettings? settings = null)
    {
        var deployment = At(LifecycleEvent.AfterAllowTraffic, "Succeeded", settings);
        deployment.GreenWeight = 100;
        return deployment;
    }

    public static Observation See(params TaskSetStatus[] taskSets) => new()
    {
        Now = Start,
        TaskSets = taskSets,
        TargetGroups = [BlueGroup, GreenGroup],
        ProductionWeights = new Dictionary<string, int> { [BlueGroup] = 100 },
    };

    public static TaskSetStatus Set(string id, string status, int running = 2, int healthy = 2, int desired = 2, int pending = 0, params string[] stopped) =>
        new(id, status, "app:1", id == Blue ? BlueGroup : GreenGroup, desired, pending, running, healthy, stopped, Start);

    private static void Place(Deployment deployment)
    {
        (deployment.Status, deployment.StartedAt) = (DeploymentStatus.InProgress, Start);
        (deployment.BlueTaskSet, deployment.BlueTargetGroup, deployment.GreenTargetGroup) = (Blue, BlueGroup, GreenGroup);
    }
}
