using System.Globalization;

namespace Notejam.Sandbox.Secrets;

/// <summary>One field of a cron expression as AWS writes them.</summary>
/// <param name="text">For example <c>*</c>, <c>?</c>, <c>1-5</c>, <c>MON,WED</c>, <c>0/8</c>, <c>L</c>, <c>6#3</c>.</param>
/// <param name="first">The field's least value.</param>
/// <param name="names">Names of values, the first one that of the least value.</param>
internal sealed class CronField(string text, int first, IReadOnlyList<string>? names = null)
{
    private const string Last = "L";

    /// <summary>Names of months.</summary>
    public static IReadOnlyList<string> Months { get; } = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    /// <summary>Names of weekdays, Sunday (1) first.</summary>
    public static IReadOnlyList<string> Weekdays { get; } = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    /// <summary>Whether a value is meant.</summary>
    public bool Has(int value) => text.Split(',').Any(part => HasIn(part, value));

    /// <summary>Whether a day of a month is meant.</summary>
    public bool HasDay(int day, bool isLast) => text == Last ? isLast : Has(day);

    /// <summary>Whether a weekday is meant.</summary>
    /// <param name="ordinal">Which one of its kind in the month.</param>
    /// <param name="isLast">Whether it is the last one of its kind in the month.</param>
    public bool HasWeekday(int day, int ordinal, bool isLast)
    {
        if (text.Split('#') is [var which, var number]) return Value(which) == day && Value(number) == ordinal;
        return text.EndsWith(Last, StringComparison.Ordinal) ? isLast && Value(text[..^1]) == day : Has(day);
    }

    private bool HasIn(string part, int value)
    {
        if (part is "*" or "?") return true;
        if (part.Split('/') is [var start, var step])
        {
            var (from, to) = Range(start == "*" ? first.ToString(CultureInfo.InvariantCulture) : start);
            return value >= from && (to == from || value <= to) && (value - from) % Value(step) == 0;
        }

        var (low, high) = Range(part);
        return value >= low && value <= high;
    }

    private (int From, int To) Range(string part) => part.Split('-') is [var from, var to] ? (Value(from), Value(to)) : (Value(part), Value(part));

    private int Value(string word)
    {
        for (var index = 0; index < names?.Count; index++)
            if (names[index].Equals(word, StringComparison.OrdinalIgnoreCase)) return first + index;
        return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && (value > 0 || first == 0)
            ? value
            : throw RotationSchedule.Invalid($"The field {text} of the cron expression is not understood.");
    }
}
