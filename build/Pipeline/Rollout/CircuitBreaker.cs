namespace Notejam.Pipeline.Rollout;

/// <summary>
/// Stops a rollout whose new tasks keep dying. CodeDeploy itself waits up to an hour for them; three deaths say enough.
/// </summary>
public static class CircuitBreaker
{
    /// <summary>Deaths of new tasks after which the rollout is stopped.</summary>
    public const int Limit = 3;

    /// <summary>Whether to stop.</summary>
    /// <param name="stoppedTasks">New tasks that stopped since the deployment began.</param>
    public static bool Trips(DeploymentSnapshot snapshot, int stoppedTasks) =>
        // Once green has been installed, health and alarms decide; a task that then dies is replaced.
        stoppedTasks >= Limit
        && (snapshot.Status is "InProgress" or "Created" or "Queued")
        && (snapshot.StatusOf("Install") is "Pending" or "InProgress");
}
