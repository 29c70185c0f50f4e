namespace Notejam.Pipeline.Rollout;

/// <summary>What a look at a deployment means for the one who watches it.</summary>
public enum RolloutDecision
{
    /// <summary>Look again.</summary>
    Wait,

    /// <summary>The new release takes all traffic; the old one's tasks may still be waiting for their end.</summary>
    Live,

    /// <summary>Everything stands and waits for ContinueDeployment.</summary>
    Ready,

    /// <summary>It failed and another deployment brings the old release back: follow that one.</summary>
    FollowRollback,

    /// <summary>It failed, and no rollback is known of.</summary>
    Failed,
}

/// <summary>The decision: a pure function, so that every state of CodeDeploy stands in a table test.</summary>
public static class RolloutDecisions
{
    /// <summary>Decides on a snapshot.</summary>
    public static RolloutDecision Decide(DeploymentSnapshot snapshot) => snapshot.Status switch
    {
        "Succeeded" => RolloutDecision.Live,
        "Failed" or "Stopped" => snapshot.RollbackDeploymentId is null ? RolloutDecision.Failed : RolloutDecision.FollowRollback,
        "Ready" => RolloutDecision.Ready,
        // The last hook after the shift can still fail the deployment: before it has passed, nothing is live for good.
        "InProgress" or "Baking" => snapshot.GreenWeight >= 100 && snapshot.StatusOf("AllowTraffic") == "Succeeded" && (snapshot.StatusOf("AfterAllowTraffic") is "Succeeded" or "Skipped")
            ? RolloutDecision.Live
            : RolloutDecision.Wait,
        "Created" or "Queued" => RolloutDecision.Wait,
        _ => RolloutDecision.Failed,
    };
}
