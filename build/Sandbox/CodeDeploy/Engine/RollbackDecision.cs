using Notejam.Sandbox.CodeDeploy.Model;

using static Notejam.Sandbox.CodeDeploy.Engine.EngineAction;

namespace Notejam.Sandbox.CodeDeploy.Engine;

/// <summary>The next action of a rollback: traffic back first, then the tasks that failed go.</summary>
internal static class RollbackDecision
{
    /// <summary>Decides.</summary>
    public static EngineAction Decide(Deployment deployment, Observation seen)
    {
        if (deployment.Status == DeploymentStatus.Created) return new BeginRollback();
        if (seen.TaskSet(deployment.BlueTaskSet) is not { } original)
            return new Fail("ECS_UPDATE_ERROR", $"The original task set {deployment.BlueTaskSet} does not exist any more: there is nothing to roll back to.");
        if (!deployment.TrafficRestored) return new RestoreTraffic();
        if (seen.Primary?.Id != original.Id) return new MakePrimary(original.Id);
        return seen.TaskSet(deployment.GreenTaskSet) is { } failed ? new DeleteTaskSet(failed.Id) : new Succeed();
    }
}
