using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.CodeDeploy.Model;

/// <summary>What a deployment group and configuration say, read once when a deployment is created.</summary>
public sealed record DeploymentSettings
{
    public required string Cluster { get; init; }

    public required string Service { get; init; }

    public required string ProductionListener { get; init; }

    public string? TestListener { get; init; }

    public required IReadOnlyList<string> TargetGroupNames { get; init; }

    public required TrafficSchedule Schedule { get; init; }

    /// <summary>Whether to wait for ContinueDeployment before production traffic moves, and for how many AWS minutes.</summary>
    public bool WaitsForContinue { get; init; }

    public int ReadyWaitMinutes { get; init; }

    public bool TerminatesBlue { get; init; } = true;

    public int TerminationWaitMinutes { get; init; }

    /// <summary>DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM, DEPLOYMENT_STOP_ON_REQUEST.</summary>
    public IReadOnlyList<string> RollbackEvents { get; init; } = [];

    public IReadOnlyList<string> Alarms { get; init; } = [];

    public bool IgnoresAlarmPollFailure { get; init; }

    /// <summary>Reads a deployment group with what the deployment itself overrides.</summary>
    public static DeploymentSettings From(JsonObject group, JsonObject config, JsonObject? rollback, JsonObject? alarms)
    {
        var pair = group.Structure("loadBalancerInfo").FirstStructure("targetGroupPairInfoList");
        var service = group.FirstStructure("ecsServices");
        var blueGreen = group.Structure("blueGreenDeploymentConfiguration");
        var ready = blueGreen.Structure("deploymentReadyOption");
        var termination = blueGreen.Structure("terminateBlueInstancesOnDeploymentSuccess");
        rollback ??= group.Structure("autoRollbackConfiguration");
        alarms ??= group.Structure("alarmConfiguration");
        return new DeploymentSettings
        {
            Cluster = service.Text("clusterName") ?? "default",
            Service = service.Text("serviceName") ?? "",
            ProductionListener = pair.Structure("prodTrafficRoute").FirstText("listenerArns") ?? "",
            TestListener = pair.Structure("testTrafficRoute").FirstText("listenerArns"),
            TargetGroupNames = [.. pair.Structures("targetGroups").Select(item => item.Text("name") ?? "")],
            Schedule = TrafficSchedule.From(config),
            WaitsForContinue = ready.Text("actionOnTimeout") == "STOP_DEPLOYMENT",
            ReadyWaitMinutes = ready.Number("waitTimeInMinutes") ?? 0,
            TerminatesBlue = termination.Text("action") != "KEEP_ALIVE",
            TerminationWaitMinutes = termination.Number("terminationWaitTimeInMinutes") ?? 0,
            RollbackEvents = rollback.Flag("enabled") == true ? rollback.Texts("events") : [],
            Alarms = alarms.Flag("enabled") == true ? [.. alarms.Structures("alarms").Select(alarm => alarm.Text("name") ?? "")] : [],
            IgnoresAlarmPollFailure = alarms.Flag("ignorePollAlarmFailure") == true,
        };
    }
}
