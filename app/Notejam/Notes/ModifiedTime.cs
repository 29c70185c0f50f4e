using System.Globalization;

namespace Notejam.Notes;

/// <summary>Says when a note was modified, the way a person would. In UTC, as the server knows no other zone.</summary>
public static class ModifiedTime
{
    private const int DaysInWords = 7;

    /// <summary>"Today at 22:47", "Yesterday", "2 days ago" within a week, then "02 Feb. 2013".</summary>
    public static string Describe(DateTimeOffset modified, DateTimeOffset now)
    {
        var utc = modified.UtcDateTime;
        return (now.UtcDateTime.Date - utc.Date).Days switch
        {
            // Another task's clock may be a little ahead.
            <= 0 => utc.ToString("'Today at 'HH:mm", CultureInfo.InvariantCulture),
            1 => "Yesterday",
            < DaysInWords and var days => string.Create(CultureInfo.InvariantCulture, $"{days} days ago"),
            _ => utc.ToString("dd MMM. yyyy", CultureInfo.InvariantCulture),
        };
    }
}
