using System.Globalization;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Secrets.Model;

namespace Notejam.Sandbox.Tests.Secrets;

public sealed class RotationScheduleTests
{
    // 2026-01-01 is a Thursday.
    [Theory]
    [InlineData("""{"AutomaticallyAfterDays":30}""", "2026-01-31T23:59:59Z")]
    [InlineData("""{"ScheduleExpression":"rate(10 days)"}""", "2026-01-11T12:30:00Z")]
    [InlineData("""{"ScheduleExpression":"rate(4 hours)"}""", "2026-01-01T16:30:00Z")]
    [InlineData("""{"ScheduleExpression":"cron(0 3 * * ? *)"}""", "2026-01-02T03:00:00Z")]
    [InlineData("""{"ScheduleExpression":"cron(0 0/8 * * ? *)"}""", "2026-01-01T16:00:00Z")]
    [InlineData("""{"ScheduleExpression":"cron(0 16 1,15 * ? *)"}""", "2026-01-01T16:00:00Z")]
    [InlineData("""{"ScheduleExpression":"cron(0 3 L * ? *)"}""", "2026-01-31T03:00:00Z")]
    [InlineData("""{"ScheduleExpression":"cron(0 3 ? * SUN *)"}""", "2026-01-04T03:00:00Z")]
    [InlineData("""{"ScheduleExpression":"cron(0 3 ? * SUN#2 *)"}""", "2026-01-11T03:00:00Z")]
    [InlineData("""{"ScheduleExpression":"cron(0 3 ? * 6L *)"}""", "2026-01-30T03:00:00Z")]
    [InlineData("""{"ScheduleExpression":"cron(0 3 1 JUN-AUG ? 2027)"}""", "2027-06-01T03:00:00Z")]
    [InlineData("""{}""", null)]
    public void The_next_rotation_is_due_when_the_rules_say(string rules, string? due)
    {
        var next = RotationSchedule.Next(JsonNode.Parse(rules)!.AsObject(), new DateTimeOffset(2026, 1, 1, 12, 30, 0, TimeSpan.Zero));

        Assert.Equal(due is null ? null : DateTimeOffset.Parse(due, CultureInfo.InvariantCulture), next);
    }

    [Theory]
    [InlineData("""{"AutomaticallyAfterDays":0}""")]
    [InlineData("""{"AutomaticallyAfterDays":1001}""")]
    [InlineData("""{"AutomaticallyAfterDays":1,"ScheduleExpression":"rate(10 days)"}""")]
    [InlineData("""{"ScheduleExpression":"rate(1 hour)"}""")]
    [InlineData("""{"ScheduleExpression":"every day"}""")]
    [InlineData("""{"ScheduleExpression":"cron(5 3 * * ? *)"}""")]
    [InlineData("""{"ScheduleExpression":"cron(0 noon * * ? *)"}""")]
    [InlineData("""{"AutomaticallyAfterDays":1,"Duration":"3 hours"}""")]
    public void Rules_that_make_no_sense_are_refused(string rules) =>
        Assert.Equal("InvalidParameterException", Assert.Throws<AwsException>(() => RotationSchedule.Check(JsonNode.Parse(rules)!.AsObject())).Code);
}
