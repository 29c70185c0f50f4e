using System.Text.Json.Nodes;
using Notejam.Sandbox.CodeDeploy.Model;

namespace Notejam.Sandbox.Tests.CodeDeploy.Model;

public class TrafficScheduleTests
{
    [Theory]
    [InlineData("CodeDeployDefault.ECSAllAtOnce", new[] { 100 }, 0)]
    [InlineData("CodeDeployDefault.ECSCanary10Percent5Minutes", new[] { 10, 100 }, 5)]
    [InlineData("CodeDeployDefault.ECSCanary10Percent15Minutes", new[] { 10, 100 }, 15)]
    [InlineData("CodeDeployDefault.ECSLinear10PercentEvery1Minutes", new[] { 10, 20, 30, 40, 50, 60, 70, 80, 90, 100 }, 1)]
    [InlineData("CodeDeployDefault.ECSLinear10PercentEvery3Minutes", new[] { 10, 20, 30, 40, 50, 60, 70, 80, 90, 100 }, 3)]
    public void A_predefined_configuration_shifts_in_its_steps(string name, int[] weights, int interval)
    {
        var schedule = TrafficSchedule.From(PredefinedConfigs.Find(name)!);

        Assert.Equal(interval, schedule.IntervalMinutes);
        Assert.Equal(weights, Steps(schedule));
    }

    [Fact]
    public void A_linear_schedule_ends_at_all_of_the_traffic_whatever_its_step() =>
        Assert.Equal([30, 60, 90, 100], Steps(new TrafficSchedule(TrafficSchedule.LinearType, 30, 1)));

    [Fact]
    public void No_routing_configuration_is_all_at_once() => Assert.Equal(TrafficSchedule.AllAtOnce, TrafficSchedule.From(new JsonObject()));

    private static List<int> Steps(TrafficSchedule schedule)
    {
        var steps = new List<int>();
        for (var weight = 0; weight < 100; steps.Add(weight)) weight = schedule.Next(weight);
        return steps;
    }
}
