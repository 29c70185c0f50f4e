using Notejam.Sandbox.Ecs.Model;
using Notejam.Sandbox.Elb;

namespace Notejam.Sandbox.Ecs.Scheduling;

/// <summary>What the load balancer thinks of a task.</summary>
internal static class TargetConditions
{
    /// <summary>The condition of a task among its target group's targets.</summary>
    public static TargetCondition Of(EcsTask task, IReadOnlyList<TargetState> targets)
    {
        if (task.Registration is not { } registration) return TargetCondition.None;
        // An address may come back while its former target still drains.
        var target = targets.FirstOrDefault(each => each.Address == task.Address && each.Port == registration.ContainerPort && each.State != "draining");
        return target?.State switch
        {
            "healthy" => TargetCondition.Healthy,
            "unhealthy" => TargetCondition.Unhealthy,
            _ => TargetCondition.Unknown,
        };
    }
}
