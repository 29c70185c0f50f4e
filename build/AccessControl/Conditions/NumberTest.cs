using System.Globalization;
using Notejam.AccessControl.Requests;

namespace Notejam.AccessControl.Conditions;

/// <summary>The <c>Numeric…</c> operators. They know no variables.</summary>
internal sealed class NumberTest(ConditionComparison comparison, string value) : ValueTest
{
    private readonly decimal? _number = Parse(value);

    /// <inheritdoc />
    public override bool? Matches(string value, RequestContext context)
    {
        if (_number is not { } limit || Parse(value) is not { } number) return null;
        return comparison switch
        {
            ConditionComparison.NumberBelow => number < limit,
            ConditionComparison.NumberAtMost => number <= limit,
            ConditionComparison.NumberAbove => number > limit,
            ConditionComparison.NumberAtLeast => number >= limit,
            _ => number == limit,
        };
    }

    private static decimal? Parse(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) ? number : null;
}
