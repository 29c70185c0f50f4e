using System.Globalization;
using Notejam.Sandbox.Ecs;

namespace Notejam.Sandbox.Scaling.Acting;

/// <summary>Decides how many tasks a service needs for its metrics to come to their targets.</summary>
internal static class TargetTracking
{
    // Growing is urgent, shrinking is not: as on AWS it takes longer and a clear distance to the target.
    private const int ValuesToScaleIn = 2;
    private const double ScaleInBelow = 0.9;

    /// <summary>The change that is due; null when there is none.</summary>
    public static CapacityChange? Decide(ServiceCapacity service, TrackingLimits limits, IReadOnlyList<TrackedPolicy> policies)
    {
        // What is not started is not for scaling to start, and a change that is still being fulfilled has shown no effect yet.
        if (service.Desired == 0 || service.Running < service.Desired) return null;
        var growing = policies.Where(policy => policy.Values is [var newest, ..] && newest > policy.Target).ToList();
        return growing.Count > 0 ? ScaleOut(service, limits, growing) : ScaleIn(service, limits, [.. policies.Where(policy => !policy.DisableScaleIn)]);
    }

    private static CapacityChange? ScaleOut(ServiceCapacity service, TrackingLimits limits, List<TrackedPolicy> growing)
    {
        // Of several policies the one that wants most has its way.
        var policy = growing.MaxBy(each => each.Values[0] / each.Target)!;
        if (limits.OutSuspended || limits.SinceOut < policy.OutCooldown) return null;
        var to = Math.Min(limits.Max, Needed(service, policy, policy.Values[0]));
        return to > service.Desired ? policy.Change(to, policy.Values[0]) : null;
    }

    private static CapacityChange? ScaleIn(ServiceCapacity service, TrackingLimits limits, List<TrackedPolicy> policies)
    {
        // And all must agree before anything is taken away.
        if (policies.Count == 0 || limits.InSuspended || service.Deploying || !policies.TrueForAll(IsLow)) return null;
        var policy = policies.MaxBy(each => Needed(service, each, Highest(each)))!;
        if (limits.SinceIn < policy.InCooldown || limits.SinceOut < policy.OutCooldown) return null;
        var to = Math.Max(Math.Max(limits.Min, 1), Needed(service, policy, Highest(policy)));
        return to < service.Desired ? policy.Change(to, Highest(policy)) : null;
    }

    private static bool IsLow(TrackedPolicy policy) => policy.Values.Count >= ValuesToScaleIn && Highest(policy) < ScaleInBelow * policy.Target;

    private static double Highest(TrackedPolicy policy) => policy.Values.Take(ValuesToScaleIn).Max();

    private static int Needed(ServiceCapacity service, TrackedPolicy policy, double value) => (int)Math.Ceiling(service.Desired * value / policy.Target);
}

/// <summary>What bounds a decision.</summary>
/// <param name="SinceOut">Since the last scaling out; null when there was none.</param>
/// <param name="SinceIn">Since the last scaling in; null when there was none.</param>
internal sealed record TrackingLimits(int Min, int Max, TimeSpan? SinceOut = null, TimeSpan? SinceIn = null, bool OutSuspended = false, bool InSuspended = false);

/// <summary>A policy and what its metric has been of late.</summary>
/// <param name="Values">Newest first.</param>
internal sealed record TrackedPolicy(
    string Name, string Metric, double Target, IReadOnlyList<double> Values, TimeSpan OutCooldown = default, TimeSpan InCooldown = default, bool DisableScaleIn = false)
{
    /// <summary>The change that this policy asks for.</summary>
    public CapacityChange Change(int to, double value) =>
        new(to, string.Create(CultureInfo.InvariantCulture, $"policy {Name} was triggered: {Metric} is {value:0.#}, its target {Target:0.#}"));
}
