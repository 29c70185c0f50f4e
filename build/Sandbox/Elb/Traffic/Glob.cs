namespace Notejam.Sandbox.Elb.Traffic;

/// <summary>The patterns of rules: <c>*</c> is any run of characters, <c>?</c> exactly one.</summary>
internal static class Glob
{
    /// <summary>Whether a text matches a pattern as a whole.</summary>
    public static bool Matches(string pattern, string text, bool ignoreCase)
    {
        var comparer = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        int p = 0, t = 0, star = -1, resume = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = t;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || string.Equals(pattern[p..(p + 1)], text[t..(t + 1)], comparer)))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                // The last star swallows one more character, and matching goes on after it.
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].All(character => character == '*');
    }
}
