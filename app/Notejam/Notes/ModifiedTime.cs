using System.Globalization;

namespace Notejam.Notes;

/// <summary>Says when a note was modified, the way a person would. In UTC, as the server knows no other zone.</summary>
public static class ModifiedTime
{
    /// <summary>"Today at 22:47", "Yesterday at 09:05", "12 July 2014".</summary>
    public static string Describe(DateTimeOffset modified, DateTimeOffset now)
    {
        var utc = modified.UtcDateTime;
        var clock = utc.ToString("HH:mm", CultureInfo.InvariantCulture);
        return (now.UtcDateTime.Date - utc.Date).Days switch
        {
            0 => $"Today at {clock}",
            1 => $"Yesterday at {clock}",
            _ => utc.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
        };
    }
}
