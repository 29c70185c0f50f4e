using Notejam.AccessControl.Matching;
using Notejam.AccessControl.Requests;

namespace Notejam.AccessControl.Conditions;

/// <summary>The <c>Bool</c> operator.</summary>
internal sealed class BoolTest(string value, bool hasVariables) : ValueTest
{
    private readonly PatternText _text = PatternText.Parse(value, hasVariables, hasWildcards: false);

    /// <inheritdoc />
    public override bool? Matches(string value, RequestContext context) =>
        bool.TryParse(_text.Resolve(context), out var wanted) && bool.TryParse(value, out var actual) ? wanted == actual : null;
}
