using System.Text;
using Notejam.AccessControl.Requests;

namespace Notejam.AccessControl.Matching;

/// <summary>
/// A text of a policy with its variables and wildcards. Wildcards in a variable's value are characters; a variable without a
/// value leaves nothing that could match. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
/// </summary>
internal sealed class PatternText
{
    private readonly IReadOnlyList<PatternPart> _parts;
    private readonly string? _constant;

    private PatternText(IReadOnlyList<PatternPart> parts)
    {
        _parts = parts;
        _constant = parts.All(part => part.Variable is null) ? string.Concat(parts.Select(part => part.Text)) : null;
    }

    /// <summary>Whether it depends on the request.</summary>
    public bool HasVariables => _constant is null;

    /// <summary>Parses a text.</summary>
    /// <param name="hasVariables">Whether <c>${…}</c> is one.</param>
    /// <param name="hasWildcards">Whether <c>*</c> and <c>?</c> stand for others.</param>
    public static PatternText Parse(string text, bool hasVariables, bool hasWildcards)
    {
        var parts = new List<PatternPart>();
        var start = 0;
        while (hasVariables && text.IndexOf("${", start, StringComparison.Ordinal) is var open and >= 0 && text.IndexOf('}', open) is var close and >= 0)
        {
            parts.Add(Literal(text[start..open], hasWildcards));
            parts.Add(PatternPart.OfVariable(text[(open + 2)..close]));
            start = close + 1;
        }

        parts.Add(Literal(text[start..], hasWildcards));
        return new PatternText(parts);
    }

    /// <summary>Splits it at colons outside of variables; the last of the pieces has the colons that are left.</summary>
    public IReadOnlyList<PatternText> Split(int most)
    {
        var pieces = new List<List<PatternPart>> { new() };
        foreach (var part in _parts)
        {
            var texts = part.Variable is null ? part.Text.Split(':', most - pieces.Count + 1) : [part.Text];
            pieces[^1].Add(part with { Text = texts[0] });
            foreach (var text in texts.Skip(1)) pieces.Add([part with { Text = text }]);
        }

        return [.. pieces.Select(piece => new PatternText(piece))];
    }

    /// <summary>The pattern for a request; null when a variable has no value in it.</summary>
    public string? Resolve(RequestContext context)
    {
        if (_constant is not null) return _constant;
        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            if (part.Resolve(context) is not { } value) return null;
            text.Append(value);
        }

        return text.ToString();
    }

    private static PatternPart Literal(string text, bool hasWildcards) => new(hasWildcards ? Glob.FromText(text) : text, null, null);
}
