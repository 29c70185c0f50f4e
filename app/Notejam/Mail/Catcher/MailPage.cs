using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Notejam.Mail.Catcher;

/// <summary>The page that lists what was caught.</summary>
public static partial class MailPage
{
    /// <summary>Writes it.</summary>
    public static IResult Show(CaughtMails mails)
    {
        ArgumentNullException.ThrowIfNull(mails);
        var list = mails.List();
        var page = new StringBuilder($"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Caught mails ({list.Count})</title></head><body><h1>Caught mails ({list.Count})</h1>
            """);
        foreach (var mail in list)
        {
            page.Append(System.Globalization.CultureInfo.InvariantCulture, $"<hr><h2>{WebUtility.HtmlEncode(mail.Subject)}</h2><p>{mail.At:HH:mm:ss}, to {WebUtility.HtmlEncode(mail.To)}</p><pre>")
                .Append(Link().Replace(WebUtility.HtmlEncode(mail.Text), "<a href=\"$0\">$0</a>")).Append("</pre>");
        }
        return Results.Content(page.Append("</body></html>").ToString(), "text/html; charset=utf-8");
    }

    [GeneratedRegex(@"https?://[^\s<>""]+")]
    private static partial Regex Link();
}
