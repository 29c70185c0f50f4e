using System.Globalization;

namespace Notejam.Pages;

/// <summary>The page of a list as it stands in the address bar.</summary>
public static class PageNumber
{
    /// <summary>The number; 1 for what is none.</summary>
    public static int Parse(string? value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? page : 1;
}
