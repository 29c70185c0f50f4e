using System.Globalization;
using Notejam.Sandbox.Events.Delivery;

namespace Notejam.Sandbox.Tests.Events.Delivery;

public sealed class ScheduledRulesTests
{
    [Theory]
    [InlineData("rate(15 minutes)", "2026-01-01T12:30:15Z")]
    [InlineData("rate(1 day)", "2026-01-01T12:54:00Z")]
    [InlineData("cron(0 13 * * ? *)", "2026-01-01T13:00:00Z")]
    public void Intervals_are_in_AWSs_time_and_times_of_day_in_the_clocks(string expression, string due) => Assert.Equal(
        DateTimeOffset.Parse(due, CultureInfo.InvariantCulture),
        ScheduledRules.DueAfter(expression, new DateTimeOffset(2026, 1, 1, 12, 30, 0, TimeSpan.Zero), timeScale: 60));
}
