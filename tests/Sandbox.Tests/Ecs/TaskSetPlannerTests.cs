using Notejam.Sandbox.Ecs.Scheduling;

namespace Notejam.Sandbox.Tests.Ecs;

public sealed class TaskSetPlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    // Each letter is a task: p pending, h healthy, u unhealthy beyond its grace, g unhealthy within it, w running and not
    // checked to an end, n without load balancer, c failing its container's own check, s stopping. Stops are numbered by position.
    [Theory]
    [InlineData(0, "", 0, "", true)]
    [InlineData(2, "", 2, "", false)]
    [InlineData(2, "p", 1, "", false)]
    [InlineData(2, "pp", 0, "", false)]
    [InlineData(2, "hh", 0, "", true)]
    [InlineData(1, "n", 0, "", true)]
    [InlineData(2, "hw", 0, "", false)]
    [InlineData(2, "hg", 0, "", false)]
    [InlineData(2, "hu", 0, "1", false)]
    [InlineData(2, "hc", 0, "1", false)]
    [InlineData(2, "hs", 1, "", false)]
    [InlineData(1, "hs", 0, "", false)]
    [InlineData(1, "hp", 0, "1", false)]
    [InlineData(1, "hw", 0, "1", false)]
    [InlineData(1, "hh", 0, "1", false)]
    [InlineData(0, "hh", 0, "0,1", false)]
    [InlineData(0, "s", 0, "", false)]
    public void What_is_seen_leads_to_what_the_table_says(int desired, string tasks, int launches, string stops, bool steady)
    {
        var plan = TaskSetPlanner.Plan(View(desired, tasks, Now), Now);

        Assert.Equal(launches, plan.Launches);
        Assert.Equal(stops, string.Join(',', plan.Stops.Select(stop => stop.TaskId).Order(StringComparer.Ordinal)));
        Assert.Equal(steady, plan.Steady);
    }

    [Fact]
    public void Nothing_is_launched_before_the_back_off_is_over() =>
        Assert.Equal(0, TaskSetPlanner.Plan(View(2, "", Now.AddSeconds(1)), Now).Launches);

    [Fact]
    public void The_reason_of_a_sick_task_names_its_target_group() =>
        Assert.Equal("Task failed ELB health checks in (target-group arn:tg)", TaskSetPlanner.Plan(View(1, "u", Now), Now).Stops.Single().Reason);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 4)]
    [InlineData(6, 15)]
    [InlineData(1000, 15)]
    public void The_back_off_grows_and_ends(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), LaunchBackoff.After(failures));

    private static TaskSetView View(int desired, string tasks, DateTimeOffset nextLaunch) =>
        new("ecs-svc/1", desired, "arn:tg", Grace, nextLaunch, [.. tasks.Select(Task)]);

    private static TaskView Task(char kind, int index)
    {
        var started = kind == 'g' ? Now.AddSeconds(-5) : Now.AddMinutes(-1);
        var target = kind switch
        {
            'h' or 'c' => TargetCondition.Healthy,
            'u' or 'g' => TargetCondition.Unhealthy,
            'n' => TargetCondition.None,
            _ => TargetCondition.Unknown,
        };
        return new TaskView(
            index.ToString(System.Globalization.CultureInfo.InvariantCulture), kind != 's', kind switch { 'p' => "PENDING", 's' => "STOPPING", _ => "RUNNING" },
            Now.AddMinutes(-10 + index), kind == 'p' ? null : started, target, kind == 'c' ? "UNHEALTHY" : "UNKNOWN");
    }
}
