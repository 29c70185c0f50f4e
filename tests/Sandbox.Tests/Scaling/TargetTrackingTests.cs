using Notejam.Sandbox.Ecs;
using Notejam.Sandbox.Scaling.Acting;

namespace Notejam.Sandbox.Tests.Scaling;

public sealed class TargetTrackingTests
{
    private static readonly TrackingLimits Limits = new(1, 10);

    [Theory]
    // Above the target at once, in proportion, up to the maximum.
    [InlineData(2, new[] { 61.0 }, 3)]
    [InlineData(2, new[] { 120.0 }, 4)]
    [InlineData(2, new[] { 60.0 }, null)]
    [InlineData(8, new[] { 120.0 }, 10)]
    [InlineData(10, new[] { 120.0 }, null)]
    // Below it only after two values, clearly, down to the minimum.
    [InlineData(4, new[] { 30.0, 30.0 }, 2)]
    [InlineData(4, new[] { 30.0 }, null)]
    [InlineData(4, new[] { 30.0, 58.0 }, null)]
    [InlineData(4, new[] { 30.0, 45.0 }, 3)]
    [InlineData(4, new[] { 0.0, 0.0 }, 1)]
    [InlineData(1, new[] { 0.0, 0.0 }, null)]
    // Nothing is known, or nothing runs.
    [InlineData(4, new double[0], null)]
    [InlineData(0, new[] { 120.0 }, null)]
    public void A_service_is_scaled_to_what_its_metric_needs(int desired, double[] values, int? expected)
    {
        Assert.Equal(expected, Decide(desired, Limits, Policy(values))?.To);
    }

    [Fact]
    public void The_cause_names_policy_value_and_target()
    {
        Assert.Equal("policy cpu was triggered: CPUUtilization is 93.5, its target 60", Decide(1, Limits, Policy(93.5))?.Cause);
    }

    [Fact]
    public void Of_several_policies_the_one_that_wants_most_wins_and_all_must_agree_to_shrink()
    {
        Assert.Equal(6, Decide(3, Limits, Policy(90), Policy(120), Policy(10, 10))?.To);
        Assert.Equal(2, Decide(4, Limits, Policy(10, 10), Policy(30, 30))?.To);
        Assert.Null(Decide(4, Limits, Policy(10, 10), Policy(58, 58)));
        Assert.Null(Decide(4, Limits, Policy(10, 10), Policy()));
        Assert.Equal(1, Decide(4, Limits, Policy(10, 10), Policy(58, 58) with { DisableScaleIn = true })?.To);
        Assert.Null(Decide(4, Limits, Policy(10, 10) with { DisableScaleIn = true }));
    }

    [Fact]
    public void Cooldowns_and_suspensions_hold_it_back()
    {
        var policy = Policy(120) with { OutCooldown = TimeSpan.FromSeconds(60), InCooldown = TimeSpan.FromSeconds(300) };
        Assert.Null(Decide(2, Limits with { SinceOut = TimeSpan.FromSeconds(59) }, policy));
        Assert.Equal(4, Decide(2, Limits with { SinceOut = TimeSpan.FromSeconds(60), SinceIn = TimeSpan.Zero }, policy)?.To);
        Assert.Null(Decide(2, Limits with { OutSuspended = true }, policy));

        var low = policy with { Values = [10, 10] };
        Assert.Null(Decide(2, Limits with { SinceIn = TimeSpan.FromSeconds(299) }, low));
        Assert.Null(Decide(2, Limits with { SinceOut = TimeSpan.FromSeconds(59) }, low));
        Assert.Equal(1, Decide(2, Limits with { SinceIn = TimeSpan.FromSeconds(300), SinceOut = TimeSpan.FromSeconds(60) }, low)?.To);
        Assert.Null(Decide(2, Limits with { InSuspended = true }, low));
    }

    [Fact]
    public void A_change_that_is_not_fulfilled_and_a_deployment_hold_it_back()
    {
        Assert.Null(TargetTracking.Decide(new ServiceCapacity(2, 1, false), Limits, [Policy(120)]));
        Assert.Equal(4, TargetTracking.Decide(new ServiceCapacity(2, 2, true), Limits, [Policy(120)])?.To);
        Assert.Null(TargetTracking.Decide(new ServiceCapacity(2, 2, true), Limits, [Policy(10, 10)]));
    }

    private static CapacityChange? Decide(int desired, TrackingLimits limits, params TrackedPolicy[] policies) =>
        TargetTracking.Decide(new ServiceCapacity(desired, desired, false), limits, policies);

    private static TrackedPolicy Policy(params double[] values) => new("cpu", "CPUUtilization", 60, values);
}
