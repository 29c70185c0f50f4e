using Notejam.Sandbox.CodeDeploy.Model;

using static Notejam.Sandbox.CodeDeploy.Engine.EngineAction;

namespace Notejam.Sandbox.CodeDeploy.Engine;

/// <summary>Actions that only change what is kept about a deployment.</summary>
internal static class DeploymentNotes
{
    /// <summary>Writes an action down.</summary>
    public static void Write(Deployment deployment, EngineAction action, DateTimeOffset now)
    {
        switch (action)
        {
            case Begin begin:
                Start(deployment, now);
                (deployment.BlueTaskSet, deployment.BlueTargetGroup, deployment.GreenTargetGroup) =
                    (begin.BlueTaskSet, begin.BlueTargetGroup, begin.GreenTargetGroup);
                break;
            case BeginRollback:
                Start(deployment, now);
                foreach (var item in deployment.Events.Where(item => item.Name != LifecycleEvent.AllowTraffic)) item.Status = "Skipped";
                Begin(deployment.Event(LifecycleEvent.AllowTraffic), now);
                break;
            case BeginEvent begin:
                Begin(deployment.Event(begin.Name), now);
                break;
            case CompleteEvent complete:
                End(deployment.Event(complete.Name), "Succeeded", now);
                break;
            case AdoptTaskSet adopt:
                deployment.GreenTaskSet = adopt.TaskSet;
                break;
            case BecomeReady:
                (deployment.Status, deployment.ReadySince) = (DeploymentStatus.Ready, now);
                break;
            case LeaveReady:
                deployment.Status = DeploymentStatus.InProgress;
                break;
            case BeginTerminationWait:
                deployment.TerminationWaitSince = now;
                break;
            case BeginTermination:
                deployment.TerminationBegun = true;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(action), action, "Not an action that is only written down.");
        }
    }

    /// <summary>Ends a deployment.</summary>
    public static void End(
        Deployment deployment, string status, string? code, string? message, DateTimeOffset now, string eventCode = LifecycleEvent.UnknownError)
    {
        foreach (var item in deployment.Events.Where(item => item.Status == "InProgress"))
        {
            End(item, status == DeploymentStatus.Succeeded ? "Succeeded" : "Failed", now);
            (item.Message, item.ErrorCode) = (message, eventCode);
        }

        foreach (var item in deployment.Events.Where(item => item.Status == "Pending")) item.Status = "Skipped";
        (deployment.Status, deployment.ErrorCode, deployment.ErrorMessage, deployment.CompletedAt) = (status, code, message, now);
    }

    private static void Start(Deployment deployment, DateTimeOffset now) =>
        (deployment.Status, deployment.StartedAt) = (DeploymentStatus.InProgress, now);

    private static void Begin(LifecycleEvent item, DateTimeOffset now) => (item.Status, item.StartedAt) = ("InProgress", now);

    private static void End(LifecycleEvent item, string status, DateTimeOffset now) => (item.Status, item.EndedAt) = (status, now);
}
