using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Secrets;

/// <summary>When a secret is due: so many days after the last rotation, or at the times of a schedule (UTC). Pure.</summary>
internal static partial class RotationSchedule
{
    private const int MostDays = 1000;
    private const int ShortestHours = 4;
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(366 * 5);

    /// <summary>Checks rotation rules.</summary>
    /// <exception cref="AwsException">They make no sense; the message says why.</exception>
    public static void Check(JsonObject rules)
    {
        var (days, expression) = (rules.Number("AutomaticallyAfterDays"), rules.Text("ScheduleExpression"));
        if (days is not null && expression is not null) throw Invalid("You can't specify both AutomaticallyAfterDays and ScheduleExpression.");
        if (days is < 1 or > MostDays) throw Invalid($"RotationRules.AutomaticallyAfterDays must be within 1-{MostDays}.");
        if (rules.Text("Duration") is { } duration && !Hours().IsMatch(duration)) throw Invalid($"Duration is a number of hours, for example 3h, not {duration}.");
        if (expression is not null) _ = Next(rules, DateTimeOffset.UnixEpoch);
    }

    /// <summary>The first moment after another at which a secret is due; null when it never is.</summary>
    public static DateTimeOffset? Next(JsonObject rules, DateTimeOffset after)
    {
        if (rules.Number("AutomaticallyAfterDays") is { } days)
            return new DateTimeOffset(after.UtcDateTime.Date, TimeSpan.Zero).AddDays(days + 1).AddSeconds(-1);
        if (rules.Text("ScheduleExpression") is not { } expression) return null;
        if (Rate().Match(expression) is { Success: true } rate)
        {
            var number = int.Parse(rate.Groups["number"].Value, CultureInfo.InvariantCulture);
            var hours = rate.Groups["unit"].Value.StartsWith("day", StringComparison.Ordinal) ? number * 24 : number;
            return hours >= ShortestHours ? after.AddHours(hours) : throw Invalid($"A secret can't be rotated more often than every {ShortestHours} hours: {expression}");
        }

        var cron = Cron().Match(expression) is { Success: true } match ? match.Groups["fields"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
        if (cron.Length != 6 || cron[0] != "0") throw Invalid($"The schedule {expression} is neither rate(<number> hours|days) nor cron(0 <hours> <day of month> <month> <day of week> <year>).");
        return NextOf(cron, after);
    }

    private static DateTimeOffset? NextOf(string[] cron, DateTimeOffset after)
    {
        var fields = new CronField[] { new(cron[1], 0), new(cron[2], 1), new(cron[3], 1, CronField.Months), new(cron[4], 1, CronField.Weekdays), new(cron[5], 1970) };
        var hour = new DateTimeOffset(after.Year, after.Month, after.Day, after.Hour, 0, 0, TimeSpan.Zero).AddHours(1);
        for (var end = hour + Horizon; hour < end; hour = hour.AddHours(1))
        {
            var isLastDay = hour.Day == DateTime.DaysInMonth(hour.Year, hour.Month);
            var ordinal = ((hour.Day - 1) / 7) + 1;
            if (fields[0].Has(hour.Hour) && fields[1].HasDay(hour.Day, isLastDay) && fields[2].Has(hour.Month)
                && fields[3].HasWeekday((int)hour.DayOfWeek + 1, ordinal, hour.AddDays(7).Month != hour.Month) && fields[4].Has(hour.Year))
                return hour;
        }

        return null;
    }

    internal static AwsException Invalid(string message) => new("InvalidParameterException", message);

    [GeneratedRegex(@"^rate\((?<number>[1-9]\d{0,3}) (?<unit>hours?|days?)\)$")]
    private static partial Regex Rate();

    [GeneratedRegex(@"^cron\((?<fields>[^)]*)\)$")]
    private static partial Regex Cron();

    [GeneratedRegex(@"^([1-9]|1\d|2[0-4])h$")]
    private static partial Regex Hours();
}
