namespace Notejam.AccessControl.Matching;

/// <summary>
/// Matches texts with patterns. In a pattern two noncharacters of Unicode stand for the wildcards, so that a * or ? that is
/// meant literally, from a variable's value or from <c>${*}</c>, is a character like any other.
/// </summary>
internal static class Glob
{
    /// <summary>Any characters, also none.</summary>
    public const char Any = '\uFFFF';

    /// <summary>One character.</summary>
    public const char One = '\uFFFE';

    /// <summary>A pattern as policies write it, <c>*</c> and <c>?</c>.</summary>
    public static string FromText(string text) => text.Replace('*', Any).Replace('?', One);

    /// <summary>Whether all of a text is like a pattern.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, bool ignoreCase = false)
    {
        int p = 0, t = 0, afterAny = -1, retry = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == Any)
            {
                afterAny = ++p;
                retry = t;
            }
            else if (p < pattern.Length && (pattern[p] == One || IsSame(pattern[p], text[t], ignoreCase)))
            {
                p++;
                t++;
            }
            else if (afterAny >= 0)
            {
                p = afterAny;
                t = ++retry;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == Any) p++;
        return p == pattern.Length;
    }

    private static bool IsSame(char one, char other, bool ignoreCase) =>
        one == other || (ignoreCase && char.ToUpperInvariant(one) == char.ToUpperInvariant(other));
}
