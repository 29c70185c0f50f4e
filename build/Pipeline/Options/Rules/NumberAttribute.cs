using System.Globalization;
using System.Text.RegularExpressions;

namespace Notejam.Pipeline.Options.Rules;

/// <summary>
/// A number of decimal digits and, unless it is a whole one, a point: the same in every culture. No sign, exponent, thousands
/// separator or white space, since each of them is read differently by somebody.
/// </summary>
/// <param name="what">What it counts, for example <c>minutes</c>.</param>
public sealed partial class NumberAttribute(double least, double most, string what, string example) : OptionRuleAttribute(example)
{
    /// <summary>Whether only whole numbers have a meaning.</summary>
    public bool IsWhole { get; set; } = true;

    /// <inheritdoc/>
    public override string? FindProblem(string value, RequestPlace place) =>
        (IsWhole ? Whole() : Fraction()).IsMatch(value)
        && decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && number >= (decimal)least && number <= (decimal)most
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{Quote(value)} is not a {(IsWhole ? "whole " : "")}number of {what} from {least} to {most}");

    [GeneratedRegex(@"^(?:0|[1-9][0-9]*)\z")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\z")]
    private static partial Regex Fraction();
}
