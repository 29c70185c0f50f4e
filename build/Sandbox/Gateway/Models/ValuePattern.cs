using System.Text.RegularExpressions;

namespace Notejam.Sandbox.Gateway.Models;

/// <summary>A pattern of a service's model. AWS applies it as Java does: to the whole value, with classes of ASCII alone.</summary>
/// <param name="text">As the model writes it.</param>
public sealed class ValuePattern(string text)
{
    // A pattern that takes longer on some value says nothing about it.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    // What Java writes otherwise; a range of characters beyond the first plane is one of surrogates in .NET.
    private static readonly (string Java, string Net)[] InNet =
    [
        (@"\p{Print}", @"[\x20-\x7E]"), (@"\p{ASCII}", @"[\x00-\x7F]"), (@"\uD800\uDC00-\uDBFF\uDFFF", @"\uD800-\uDFFF"),
    ];

    private readonly Lazy<Regex> _regex = new(() => Compile(text));

    /// <summary>The pattern as the model writes it.</summary>
    public string Text { get; } = text;

    /// <summary>Whether a value satisfies it.</summary>
    public bool Matches(string value)
    {
        try
        {
            return _regex.Value.IsMatch(value);
        }
        catch (RegexMatchTimeoutException)
        {
            return true;
        }
    }

    private static Regex Compile(string text)
    {
        var whole = $@"\A(?:{InNet.Aggregate(text, (pattern, pair) => pattern.Replace(pair.Java, pair.Net, StringComparison.Ordinal))})\z";
        try
        {
            return new Regex(whole, RegexOptions.ECMAScript, Timeout);
        }
        catch (ArgumentException)
        {
            // Categories of Unicode and looking behind exist only without ECMAScript's rules.
            return new Regex(whole, RegexOptions.CultureInvariant, Timeout);
        }
    }
}
