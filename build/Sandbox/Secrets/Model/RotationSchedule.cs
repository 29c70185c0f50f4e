using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notejam.Machine.Schedules;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Secrets.Model;

/// <summary>When a secret is due: so many days after the last rotation, or at the times of a schedule (UTC). Pure.</summary>
internal static partial class RotationSchedule
{
    private const int MostDays = 1000;
    private const string Form = "rate(<number> hours|days) or cron(0 <hours> <day of month> <month> <day of week> <year>)";
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(4);

    /// <summary>Checks rotation rules.</summary>
    /// <exception cref="AwsException">They make no sense; the message says why.</exception>
    public static void Check(JsonObject rules)
    {
        var (days, expression) = (rules.Number("AutomaticallyAfterDays"), rules.Text("ScheduleExpression"));
        if (days is not null && expression is not null) throw Invalid("You can't specify both AutomaticallyAfterDays and ScheduleExpression.");
        if (days is < 1 or > MostDays) throw Invalid($"RotationRules.AutomaticallyAfterDays must be within 1-{MostDays}.");
        if (rules.Text("Duration") is { } duration && !Hours().IsMatch(duration)) throw Invalid($"Duration is a number of hours, for example 3h, not {duration}.");
        if (expression is null) return;
        // A window begins at a full hour.
        if (!Known().IsMatch(expression)) throw Invalid($"The schedule {expression} is not {Form}.");
        if (expression.StartsWith("rate", StringComparison.Ordinal) && Next(rules, DateTimeOffset.UnixEpoch) < DateTimeOffset.UnixEpoch + Shortest)
            throw Invalid($"A secret can't be rotated more often than every {Shortest.TotalHours} hours: {expression}");
        _ = Next(rules, DateTimeOffset.UnixEpoch);
    }

    /// <summary>The first moment after another at which a secret is due; null when it never is.</summary>
    /// <exception cref="AwsException">The schedule is not understood.</exception>
    public static DateTimeOffset? Next(JsonObject rules, DateTimeOffset after)
    {
        if (rules.Number("AutomaticallyAfterDays") is { } days)
            return new DateTimeOffset(after.UtcDateTime.Date, TimeSpan.Zero).AddDays(days + 1).AddSeconds(-1);
        if (rules.Text("ScheduleExpression") is not { } expression) return null;
        try
        {
            return AwsSchedule.Next(expression, after);
        }
        catch (FormatException error)
        {
            throw Invalid($"The schedule {expression} is not {Form}: {error.Message}");
        }
    }

    /// <summary>Secrets Manager's error for what makes no sense.</summary>
    internal static AwsException Invalid(string message) => new("InvalidParameterException", message);

    [GeneratedRegex(@"^(rate\([1-9]\d{0,3} (hours?|days?)\)|cron\(0 \S+ \S+ \S+ \S+ \S+\))$")]
    private static partial Regex Known();

    [GeneratedRegex(@"^([1-9]|1\d|2[0-4])h$")]
    private static partial Regex Hours();
}
