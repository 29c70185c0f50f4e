namespace Notejam.AccessControl.Matching;

/// <summary>Matches an ARN with a pattern in which a * at the end of a part runs on over colons, and others may not. Slower than <see cref="Glob" />.</summary>
internal static class ArnGlob
{
    private const int ColonsBeforeTheResource = 5;

    /// <summary>Whether a text is like a pattern, of which a * stands for a colon.</summary>
    public static bool Matches(string pattern, string text)
    {
        // With as many colons in both no * runs on over one, and Glob has compared the parts already.
        if (text.AsSpan().Count(':') <= pattern.AsSpan().Count(':') || !text.AsSpan().StartsWith(Prefix(pattern))) return false;
        // reached[t]: the pattern so far can stand for the first t characters of the text.
        var reached = new bool[text.Length + 1];
        reached[0] = true;
        var colons = 0;
        for (var p = 0; p < pattern.Length; p++)
        {
            if (pattern[p] == ':') colons++;
            var crosses = colons >= ColonsBeforeTheResource || p + 1 == pattern.Length || pattern[p + 1] == ':';
            reached = Step(reached, pattern[p], text, crosses);
        }

        return reached[^1];
    }

    private static bool[] Step(bool[] reached, char token, string text, bool crosses)
    {
        var next = new bool[reached.Length];
        if (token == Glob.Any) next[0] = reached[0];
        for (var t = 0; t < text.Length; t++)
        {
            next[t + 1] = token switch
            {
                Glob.Any => reached[t + 1] || (next[t] && (crosses || text[t] != ':')),
                Glob.One => reached[t] && (crosses || text[t] != ':'),
                _ => reached[t] && text[t] == token,
            };
        }

        return next;
    }

    private static ReadOnlySpan<char> Prefix(string pattern) =>
        pattern.AsSpan().IndexOfAny(Glob.Any, Glob.One) is var end and >= 0 ? pattern.AsSpan(0, end) : pattern;
}
