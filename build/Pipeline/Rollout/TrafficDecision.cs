namespace Notejam.Pipeline.Rollout;

/// <summary>What a look at the traffic means for a release that is to take all of it.</summary>
/// <param name="Why">What was seen; two looks that say the same are one fact.</param>
public abstract record TrafficDecision(string Why)
{
    /// <summary>The release takes all traffic, and its tasks are healthy: there is nothing to do.</summary>
    public sealed record Serves(string Why) : TrafficDecision(Why);

    /// <summary>It is on its way: look again.</summary>
    /// <param name="Remedy">What to do when that does not end.</param>
    public sealed record Wait(string Why, string Remedy) : TrafficDecision(Why);

    /// <summary>Nothing was released before: there is no traffic to shift and nothing to go back to.</summary>
    public sealed record FirstRelease(string Why) : TrafficDecision(Why);

    /// <summary>Another release serves, or this one has to be deployed again to put things in order.</summary>
    /// <param name="IsAgain">Whether this very release serves already.</param>
    public sealed record RollOut(string Why, bool IsAgain) : TrafficDecision(Why);

    /// <summary>Requests go elsewhere than to the PRIMARY task set: point these rules back at it.</summary>
    /// <param name="TargetGroupArn">The PRIMARY task set's.</param>
    /// <param name="IdleTargetGroupArn">The other one, which CodeDeploy leaves in the listener at weight 0.</param>
    public sealed record PointListeners(string Why, IReadOnlyList<ObservedRoute> Routes, string TargetGroupArn, string IdleTargetGroupArn) : TrafficDecision(Why);

    /// <summary>The service was set to no tasks although there is a release in it: set it to its count again.</summary>
    /// <param name="IsOurs">Whether that release is the one to deliver.</param>
    public sealed record ScaleUp(string Why, bool IsOurs) : TrafficDecision(Why);

    /// <summary>Somebody has changed what must not be changed back without asking.</summary>
    /// <param name="Remedy">The command that restores it.</param>
    public sealed record Refuse(string Why, string Remedy) : TrafficDecision(Why);
}
