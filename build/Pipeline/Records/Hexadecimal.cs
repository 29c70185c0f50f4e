using System.Buffers;

namespace Notejam.Pipeline.Records;

internal static class Hexadecimal
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>Whether a text is lower-case hexadecimal digits and nothing else.</summary>
    public static bool Is(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Digits);
}
