using System.Globalization;
using Notejam.AccessControl.Requests;

namespace Notejam.AccessControl.Conditions;

/// <summary>The <c>Date…</c> operators: the formats of https://www.w3.org/TR/NOTE-datetime, and seconds since 1970. They know no variables.</summary>
internal sealed class DateTest(ConditionComparison comparison, string value) : ValueTest
{
    private static readonly string[] Formats = ["yyyy-MM", "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
    private readonly DateTimeOffset? _moment = Parse(value);

    /// <inheritdoc />
    public override bool? Matches(string value, RequestContext context)
    {
        if (_moment is not { } limit || Parse(value) is not { } moment) return null;
        return comparison switch
        {
            ConditionComparison.DateBefore => moment < limit,
            ConditionComparison.DateUntil => moment <= limit,
            ConditionComparison.DateAfter => moment > limit,
            ConditionComparison.DateSince => moment >= limit,
            _ => moment == limit,
        };
    }

    private static DateTimeOffset? Parse(string text)
    {
        const long LastSecond = 253402300799;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return seconds <= LastSecond ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        return DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
    }
}
