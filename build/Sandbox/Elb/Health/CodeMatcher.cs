using System.Globalization;

namespace Notejam.Sandbox.Elb.Health;

/// <summary>The codes that count as healthy: <c>200</c>, <c>200,202</c>, <c>200-299</c>.</summary>
internal static class CodeMatcher
{
    /// <summary>Whether a status code is among them.</summary>
    public static bool Matches(string matcher, int statusCode) => matcher.Split(',', StringSplitOptions.TrimEntries).Any(part =>
    {
        var ends = part.Split('-');
        return Number(ends[0]) <= statusCode && statusCode <= Number(ends[^1]);
    });

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
