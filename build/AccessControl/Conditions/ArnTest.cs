using Notejam.AccessControl.Matching;
using Notejam.AccessControl.Requests;

namespace Notejam.AccessControl.Conditions;

/// <summary>
/// The <c>Arn…</c> operators: "each of the six colon-delimited components of the ARN is checked separately", so that a * stays
/// in its component. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
/// </summary>
internal sealed class ArnTest(string value, bool hasVariables) : ValueTest
{
    private const int Components = 6;
    private readonly IReadOnlyList<PatternText> _components = PatternText.Parse(value, hasVariables, hasWildcards: true).Split(Components);

    /// <inheritdoc />
    public override bool? Matches(string value, RequestContext context)
    {
        Span<Range> components = stackalloc Range[Components];
        if (_components.Count < Components || value.AsSpan().Split(components, ':') < Components) return null;
        for (var i = 0; i < Components; i++)
        {
            if (_components[i].Resolve(context) is not { } pattern || !Glob.Matches(pattern, value.AsSpan(components[i]))) return false;
        }

        return true;
    }
}
