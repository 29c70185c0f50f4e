using Notejam.AccessControl.Matching;
using Notejam.AccessControl.Requests;

namespace Notejam.AccessControl.Conditions;

/// <summary>The <c>String…</c> operators.</summary>
internal sealed class TextTest(ConditionComparison comparison, string value, bool hasVariables) : ValueTest
{
    private readonly PatternText _pattern = PatternText.Parse(value, hasVariables, hasWildcards: comparison == ConditionComparison.Pattern);

    /// <inheritdoc />
    // A variable without a value is like nothing, and so unlike everything: "inverted condition operators do match against a
    // null value". https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
    public override bool? Matches(string value, RequestContext context) => _pattern.Resolve(context) is { } pattern && comparison switch
    {
        ConditionComparison.Pattern => Glob.Matches(pattern, value),
        ConditionComparison.TextIgnoringCase => string.Equals(pattern, value, StringComparison.OrdinalIgnoreCase),
        _ => string.Equals(pattern, value, StringComparison.Ordinal),
    };
}
