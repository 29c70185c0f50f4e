using Notejam.AccessControl.Requests;

namespace Notejam.AccessControl.Conditions;

/// <summary>Holds values of requests against one value of a policy.</summary>
internal abstract class ValueTest
{
    /// <summary>Whether a value matches; null when the two cannot be compared, such as a text with a number: no operator holds then, a negated one neither.</summary>
    public abstract bool? Matches(string value, RequestContext context);

    /// <summary>The test for a value of a policy.</summary>
    public static ValueTest Of(ConditionComparison comparison, string value, bool hasVariables) => comparison switch
    {
        ConditionComparison.Text or ConditionComparison.TextIgnoringCase or ConditionComparison.Pattern => new TextTest(comparison, value, hasVariables),
        ConditionComparison.Bool => new BoolTest(value, hasVariables),
        ConditionComparison.Binary => new BinaryTest(value),
        ConditionComparison.Address => new AddressTest(value),
        ConditionComparison.Arn => new ArnTest(value, hasVariables),
        >= ConditionComparison.Number and <= ConditionComparison.NumberAtLeast => new NumberTest(comparison, value),
        >= ConditionComparison.Date and <= ConditionComparison.DateSince => new DateTest(comparison, value),
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "it compares no values"),
    };
}
