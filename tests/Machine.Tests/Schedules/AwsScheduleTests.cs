using System.Globalization;
using Notejam.Machine.Schedules;

namespace Notejam.Machine.Tests.Schedules;

public sealed class AwsScheduleTests
{
    // 2026-03-01 is a Sunday.
    [Theory]
    [InlineData("cron(0 2 * * ? *)", "2026-03-01T00:00", "2026-03-01T02:00")]
    [InlineData("cron(0 2 * * ? *)", "2026-03-01T02:00", "2026-03-02T02:00")]
    [InlineData("cron(30 4 ? * SUN *)", "2026-03-01T05:00", "2026-03-08T04:30")]
    [InlineData("cron(30 4 ? * 1 *)", "2026-03-01T05:00", "2026-03-08T04:30")]
    [InlineData("cron(0 0 ? * 2-6 *)", "2026-03-06T12:00", "2026-03-09T00:00")]
    [InlineData("cron(0/15 * * * ? *)", "2026-03-01T00:01", "2026-03-01T00:15")]
    [InlineData("cron(0 0 1 1 ? 2028)", "2026-03-01T00:00", "2028-01-01T00:00")]
    [InlineData("rate(12 hours)", "2026-03-01T00:00", "2026-03-01T12:00")]
    [InlineData("rate(1 day)", "2026-03-01T06:00", "2026-03-02T06:00")]
    public void The_next_time_of_a_schedule_of_AWS(string expression, string after, string next) =>
        Assert.Equal(Utc(next), AwsSchedule.Next(expression, Utc(after)));

    [Fact]
    public void A_schedule_follows_its_time_zone() =>
        Assert.Equal(Utc("2026-07-01T00:00"), AwsSchedule.Next("cron(0 2 * * ? *)", Utc("2026-06-30T12:00"), "Europe/Berlin"));

    [Theory]
    [InlineData("at noon")]
    [InlineData("cron(0 2 * * ?)")]
    [InlineData("rate(1 fortnight)")]
    public void What_is_no_schedule_is_named(string text) =>
        Assert.Contains(text, Assert.Throws<FormatException>(() => AwsSchedule.Next(text, Utc("2026-03-01T00:00"))).Message, StringComparison.Ordinal);

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
