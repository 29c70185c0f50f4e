using Amazon.CodeDeploy;
using Notejam.Pipeline.Rollout;

namespace Notejam.Pipeline.Tests.Rollout;

public sealed class RolloutDecisionTests
{
    [Theory]
    [InlineData("Created", "", 0, null, RolloutDecision.Wait)]
    [InlineData("Queued", "", 0, null, RolloutDecision.Wait)]
    [InlineData("InProgress", "Install:InProgress", 0, null, RolloutDecision.Wait)]
    [InlineData("InProgress", "Install:Succeeded AllowTraffic:InProgress", 10, null, RolloutDecision.Wait)]
    [InlineData("InProgress", "AllowTraffic:InProgress", 100, null, RolloutDecision.Wait)]
    [InlineData("InProgress", "AllowTraffic:Succeeded AfterAllowTraffic:InProgress", 100, null, RolloutDecision.Wait)]
    [InlineData("InProgress", "AllowTraffic:Succeeded AfterAllowTraffic:Succeeded", 100, null, RolloutDecision.Live)]
    [InlineData("InProgress", "AllowTraffic:Succeeded AfterAllowTraffic:Skipped", 100, null, RolloutDecision.Live)]
    [InlineData("Baking", "AllowTraffic:Succeeded AfterAllowTraffic:Succeeded", 100, null, RolloutDecision.Live)]
    [InlineData("Ready", "", 0, null, RolloutDecision.Ready)]
    [InlineData("Succeeded", "", 100, null, RolloutDecision.Live)]
    [InlineData("Failed", "Install:Failed", 0, null, RolloutDecision.Failed)]
    [InlineData("Failed", "Install:Failed", 0, "d-2", RolloutDecision.FollowRollback)]
    [InlineData("Stopped", "", 0, null, RolloutDecision.Failed)]
    [InlineData("Stopped", "", 100, "d-2", RolloutDecision.FollowRollback)]
    [InlineData("SomethingNew", "", 100, null, RolloutDecision.Failed)]
    public void Every_state_has_its_decision(string status, string events, double weight, string? rollback, RolloutDecision expected)
    {
        var list = events.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(item => item.Split(':')).Select(pair => KeyValuePair.Create(pair[0], pair[1])).ToList();
        Assert.Equal(expected, RolloutDecisions.Decide(new DeploymentSnapshot("d-1", status, list, weight, rollback, null, DateTimeOffset.UnixEpoch)));
    }

    [Fact]
    public void A_state_that_the_sdk_gains_is_noticed() => Assert.Equal(
        ["Baking", "Created", "Failed", "InProgress", "Queued", "Ready", "Stopped", "Succeeded"],
        typeof(DeploymentStatus).GetFields().Where(field => field.FieldType == typeof(DeploymentStatus)).Select(field => ((DeploymentStatus)field.GetValue(null)!).Value).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(2, "InProgress", "InProgress", false)]
    [InlineData(3, "InProgress", "InProgress", true)]
    [InlineData(3, "InProgress", "Pending", true)]
    [InlineData(9, "InProgress", "Succeeded", false)]
    [InlineData(9, "Failed", "InProgress", false)]
    [InlineData(9, "Stopped", "InProgress", false)]
    public void Three_deaths_before_green_stands_stop_the_rollout(int deaths, string status, string install, bool trips) =>
        Assert.Equal(trips, CircuitBreaker.Trips(new DeploymentSnapshot("d-1", status, [KeyValuePair.Create("Install", install)], 0, null, null, DateTimeOffset.UnixEpoch), deaths));
}
