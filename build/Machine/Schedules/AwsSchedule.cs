using System.Globalization;
using System.Text.RegularExpressions;
using Cronos;

namespace Notejam.Machine.Schedules;

/// <summary>AWS's schedules: <c>cron(minutes hours day-of-month month day-of-week year)</c> and <c>rate(n unit)</c>.</summary>
public static partial class AwsSchedule
{
    /// <summary>The first time after a moment; null when there is none.</summary>
    /// <param name="timeZone">The IANA name of the time zone that it is meant in.</param>
    /// <exception cref="FormatException">It is no schedule.</exception>
    public static DateTimeOffset? Next(string expression, DateTimeOffset after, string timeZone = "Etc/UTC")
    {
        var rate = Rate().Match(expression);
        if (rate.Success) return after + Unit(rate.Groups[2].Value) * int.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture);
        var cron = Cron().Match(expression);
        if (!cron.Success) throw new FormatException($"{expression} is no schedule.");
        var fields = cron.Groups[1].Value.Split(' ');
        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        // Cronos knows no year: times of other years are passed over. 1 is Sunday with AWS, 0 with Cronos.
        var daily = CronExpression.Parse(string.Join(' ', fields[0], fields[1], fields[2], fields[3], WeekDays().Replace(fields[4], match => Shifted(match.Value))));
        return daily.GetOccurrences(after, after.AddYears(5), zone, fromInclusive: false).Cast<DateTimeOffset?>()
            .FirstOrDefault(time => IsIn(fields[5], TimeZoneInfo.ConvertTime(time!.Value, zone).Year));
    }

    private static TimeSpan Unit(string name) => name.TrimEnd('s') switch
    {
        "minute" => TimeSpan.FromMinutes(1),
        "hour" => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };

    private static string Shifted(string day) => (int.Parse(day, CultureInfo.InvariantCulture) - 1).ToString(CultureInfo.InvariantCulture);

    private static bool IsIn(string years, int year) => years is "*" or "?" || years.Split(',').Any(part =>
        part.Split('-').Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray() is var range && year >= range[0] && year <= range[^1]);

    [GeneratedRegex(@"^rate\((\d+) (minutes?|hours?|days?)\)$")]
    private static partial Regex Rate();

    [GeneratedRegex(@"^cron\((\S+( \S+){5})\)$")]
    private static partial Regex Cron();

    [GeneratedRegex(@"(?<![#/\d])[1-7](?!\d)")]
    private static partial Regex WeekDays();
}
