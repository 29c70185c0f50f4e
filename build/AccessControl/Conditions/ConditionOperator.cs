namespace Notejam.AccessControl.Conditions;

/// <summary>An operator of a condition, taken apart: <c>ForAnyValue:StringNotLikeIfExists</c>.</summary>
/// <param name="Set">How the values of a request count together.</param>
/// <param name="Comparison">How one value of the request is held against one of the policy.</param>
/// <param name="IsNegated">Whether none of the policy's values may match.</param>
/// <param name="IfExists">Whether it holds when the request lacks the key.</param>
public sealed record ConditionOperator(SetOperator Set, ConditionComparison Comparison, bool IsNegated, bool IfExists)
{
    private static readonly Dictionary<string, (ConditionComparison Comparison, bool IsNegated)> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["StringEquals"] = (ConditionComparison.Text, false),
        ["StringNotEquals"] = (ConditionComparison.Text, true),
        ["StringEqualsIgnoreCase"] = (ConditionComparison.TextIgnoringCase, false),
        ["StringNotEqualsIgnoreCase"] = (ConditionComparison.TextIgnoringCase, true),
        ["StringLike"] = (ConditionComparison.Pattern, false),
        ["StringNotLike"] = (ConditionComparison.Pattern, true),
        ["NumericEquals"] = (ConditionComparison.Number, false),
        ["NumericNotEquals"] = (ConditionComparison.Number, true),
        ["NumericLessThan"] = (ConditionComparison.NumberBelow, false),
        ["NumericLessThanEquals"] = (ConditionComparison.NumberAtMost, false),
        ["NumericGreaterThan"] = (ConditionComparison.NumberAbove, false),
        ["NumericGreaterThanEquals"] = (ConditionComparison.NumberAtLeast, false),
        ["DateEquals"] = (ConditionComparison.Date, false),
        ["DateNotEquals"] = (ConditionComparison.Date, true),
        ["DateLessThan"] = (ConditionComparison.DateBefore, false),
        ["DateLessThanEquals"] = (ConditionComparison.DateUntil, false),
        ["DateGreaterThan"] = (ConditionComparison.DateAfter, false),
        ["DateGreaterThanEquals"] = (ConditionComparison.DateSince, false),
        ["Bool"] = (ConditionComparison.Bool, false),
        ["BinaryEquals"] = (ConditionComparison.Binary, false),
        ["IpAddress"] = (ConditionComparison.Address, false),
        ["NotIpAddress"] = (ConditionComparison.Address, true),
        ["ArnEquals"] = (ConditionComparison.Arn, false),
        ["ArnLike"] = (ConditionComparison.Arn, false),
        ["ArnNotEquals"] = (ConditionComparison.Arn, true),
        ["ArnNotLike"] = (ConditionComparison.Arn, true),
        ["Null"] = (ConditionComparison.Null, false),
    };

    /// <summary>Reads an operator; null when there is none of that name.</summary>
    public static ConditionOperator? TryParse(string text)
    {
        var set = SetOperator.None;
        foreach (var known in new[] { SetOperator.ForAllValues, SetOperator.ForAnyValue })
        {
            if (!text.StartsWith(known + ":", StringComparison.OrdinalIgnoreCase)) continue;
            set = known;
            text = text[(known.ToString().Length + 1)..];
        }

        var ifExists = text.EndsWith("IfExists", StringComparison.OrdinalIgnoreCase);
        if (ifExists) text = text[..^"IfExists".Length];
        if (!Names.TryGetValue(text, out var name)) return null;
        return ifExists && name.Comparison == ConditionComparison.Null ? null : new ConditionOperator(set, name.Comparison, name.IsNegated, ifExists);
    }
}

/// <summary>How the values of a request count together.</summary>
public enum SetOperator
{
    /// <summary>There is one value.</summary>
    None,

    /// <summary>Each must match; none is no hindrance.</summary>
    ForAllValues,

    /// <summary>One must match.</summary>
    ForAnyValue,
}

/// <summary>How one value of the request is held against one of the policy.</summary>
public enum ConditionComparison
{
    /// <summary>The same text.</summary>
    Text,

    /// <summary>The same text but for upper and lower case.</summary>
    TextIgnoringCase,

    /// <summary>A text like a pattern.</summary>
    Pattern,

    /// <summary>The same number.</summary>
    Number,

    /// <summary>A smaller number.</summary>
    NumberBelow,

    /// <summary>A number that is not greater.</summary>
    NumberAtMost,

    /// <summary>A greater number.</summary>
    NumberAbove,

    /// <summary>A number that is not smaller.</summary>
    NumberAtLeast,

    /// <summary>The same moment.</summary>
    Date,

    /// <summary>An earlier moment.</summary>
    DateBefore,

    /// <summary>A moment that is not later.</summary>
    DateUntil,

    /// <summary>A later moment.</summary>
    DateAfter,

    /// <summary>A moment that is not earlier.</summary>
    DateSince,

    /// <summary>The same truth value.</summary>
    Bool,

    /// <summary>The same bytes.</summary>
    Binary,

    /// <summary>An address in a range.</summary>
    Address,

    /// <summary>An ARN like a pattern, part by part.</summary>
    Arn,

    /// <summary>Whether the key is there.</summary>
    Null,
}
