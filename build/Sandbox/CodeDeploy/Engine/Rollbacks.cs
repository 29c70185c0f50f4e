using Notejam.Sandbox.CodeDeploy.Model;

namespace Notejam.Sandbox.CodeDeploy.Engine;

/// <summary>Makes the deployment that undoes another.</summary>
internal static class Rollbacks
{
    /// <summary>Who creates rollbacks.</summary>
    public const string Creator = "codeDeployRollback";

    /// <summary>Whether there is anything to undo: nothing was touched before Install.</summary>
    public static bool IsPossible(Deployment deployment) =>
        deployment is { IsRollback: false, BlueTaskSet: not null } && deployment.Event(LifecycleEvent.Install).StartedAt is not null;

    /// <summary>Whether a failed deployment is to be rolled back.</summary>
    public static bool IsWantedOnFailure(Deployment deployment) => deployment.Settings.RollbackEvents.Contains("DEPLOYMENT_FAILURE");

    /// <summary>Adds the rollback of a deployment and links the two.</summary>
    public static void Add(CodeDeployRegion region, Deployment failed, DateTimeOffset now)
    {
        var rollback = new Deployment
        {
            Id = DeploymentIds.New(),
            Region = failed.Region,
            ApplicationName = failed.ApplicationName,
            GroupName = failed.GroupName,
            ConfigName = failed.ConfigName,
            Description = $"Rollback of deployment {failed.Id}",
            Creator = Creator,
            Status = DeploymentStatus.Created,
            CreatedAt = now,
            Revision = DeploymentHistory.LastSuccessfulRevision(region, failed.ApplicationName, failed.GroupName) ?? failed.Revision.DeepClone().AsObject(),
            Group = failed.Group.DeepClone().AsObject(),
            Settings = failed.Settings,
            AppSpec = failed.AppSpec,
            Events = LifecycleEvent.NewLifecycle(failed.Settings.TestListener is not null),
            BlueTaskSet = failed.BlueTaskSet,
            BlueTargetGroup = failed.BlueTargetGroup,
            GreenTaskSet = failed.GreenTaskSet,
            GreenTargetGroup = failed.GreenTargetGroup,
            GreenWeight = failed.GreenWeight,
            TestTrafficShifted = failed.TestTrafficShifted,
            RollbackTriggeringDeploymentId = failed.Id,
        };
        region.Deployments[rollback.Id] = rollback;
        failed.RollbackDeploymentId = rollback.Id;
    }
}
