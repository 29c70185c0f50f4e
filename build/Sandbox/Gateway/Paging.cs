using System.Globalization;

namespace Notejam.Sandbox.Gateway;

/// <summary>Long lists in pages; a page's token is the index of the first element of the next one.</summary>
internal static class Paging
{
    /// <summary>Cuts a page out of a list.</summary>
    /// <returns>The page, and the token of the next one; null on the last.</returns>
    /// <exception cref="AwsException">The token is not one of ours.</exception>
    public static (IReadOnlyList<T> Page, string? NextToken) Cut<T>(IReadOnlyList<T> all, string? token, int? size, int usualSize, string errorCode)
    {
        if (!int.TryParse(token ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var start)) throw new AwsException(errorCode, "Invalid NextToken");
        var end = start + Math.Clamp(size ?? usualSize, 1, 1000);
        return ([.. all.Skip(start).Take(end - start)], end < all.Count ? end.ToString(CultureInfo.InvariantCulture) : null);
    }
}
