using System.Text;

namespace Nuke.Common.Utilities;

/// <summary>Strings, as builds need them.</summary>
public static class StringExtensions
{
    private static readonly string[] KnownWords =
    [
        "DotNet", "GitHub", "GitVersion", "MSBuild", "NuGet", "ReSharper", "AppVeyor", "TeamCity", "GitLab",
        "SignPath", "JetBrains",
    ];

    public static bool IsNullOrEmpty(this string str) => string.IsNullOrEmpty(str);

    public static bool IsNullOrWhiteSpace(this string str) => string.IsNullOrWhiteSpace(str);

    public static bool EqualsOrdinalIgnoreCase(this string str, string other) =>
        string.Equals(str, other, StringComparison.OrdinalIgnoreCase);

    public static string Join(this IEnumerable<string> enumerable, string separator) =>
        string.Join(separator, enumerable);

    public static string JoinSpace(this IEnumerable<string> values) => values.Join(" ");

    public static string JoinComma(this IEnumerable<string> values) => values.Join(",");

    public static string JoinCommaSpace(this IEnumerable<string> values) => values.Join(", ");

    public static string JoinNewLine(this IEnumerable<string> values) => values.Join(Environment.NewLine);

    public static string SingleQuote(this string str) => $"'{str?.Replace("'", "\\'")}'";

    public static string DoubleQuote(this string str) => $"\"{str?.Replace("\"", "\\\"")}\"";

    public static string SingleQuoteIfNeeded(this string str) => NeedsQuotes(str) ? str.SingleQuote() : str;

    public static string DoubleQuoteIfNeeded(this string str) => NeedsQuotes(str) ? str.DoubleQuote() : str;

    public static string[] SplitLineBreaks(this string str) => str.Split(["\r\n", "\n"], StringSplitOptions.None);

    /// <summary><c>DeployRole</c> → <c>deploy-role</c>; names of products stay one word.</summary>
    internal static string ToDashedName(this string name)
    {
        var result = new StringBuilder();
        for (var i = 0; i < name.Length;)
        {
            var length = HumpLength(name, i);
            if (i > 0)
                result.Append('-');
            result.Append(name.AsSpan(i, length));
            i += length;
        }

        return result.ToString().ToLowerInvariant();
    }

    private static int HumpLength(string name, int start)
    {
        foreach (var word in KnownWords)
        {
            if (string.Compare(name, start, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0)
                return word.Length;
        }

        for (var i = start + 1; i < name.Length; i++)
        {
            var afterLower = char.IsLower(name[i - 1]) && char.IsUpper(name[i]);
            if (afterLower || StartsKnownWord(name, i))
                return i - start;
        }

        return name.Length - start;
    }

    private static bool StartsKnownWord(string name, int index) =>
        KnownWords.Any(x => string.Compare(name, index, x, 0, x.Length, StringComparison.OrdinalIgnoreCase) == 0);

    private static bool NeedsQuotes(string str) =>
        string.IsNullOrEmpty(str) || (str.Contains(' ') && !(str[0] == str[^1] && str[0] is '"' or '\''));
}
