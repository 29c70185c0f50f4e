using Notejam.AccessControl.Requests;

namespace Notejam.AccessControl.Matching;

/// <summary>A piece of a pattern: a text, or a variable with what stands in for its value.</summary>
internal sealed record PatternPart(string Text, string? Variable, string? Default)
{
    /// <summary>Reads what stands between the braces: a key, a key with a default as in <c>aws:username, 'nobody'</c>, or one of the characters * ? $.</summary>
    public static PatternPart OfVariable(string text)
    {
        if (text is "*" or "?" or "$") return new PatternPart(text, null, null);
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0) return new PatternPart("", text.Trim(), null);
        var value = text[(comma + 1)..].Trim();
        return new PatternPart("", text[..comma].Trim(), value is ['\'', .., '\''] ? value[1..^1] : null);
    }

    /// <summary>The text for a request; null when there is none. A key of several values cannot be a variable.</summary>
    public string? Resolve(RequestContext context)
    {
        if (Variable is null) return Text;
        var value = context.Find(Variable) is { IsMultivalued: false, Values: [var single] } ? single : Default;
        return value is not null && !value.AsSpan().ContainsAny(Glob.Any, Glob.One) ? value : null;
    }
}
