using Microsoft.AspNetCore.Http.Extensions;
using MimeKit;
using Notejam.Configuration;

namespace Notejam.Mail;

/// <summary>The mail with the link to a new password.</summary>
public static class ResetMail
{
    /// <summary>Writes it.</summary>
    public static MimeMessage Write(MailOptions options, string email, string token)
    {
        ArgumentNullException.ThrowIfNull(options);
        var link = new Uri(options.Url!, "/reset-password/" + new QueryBuilder { { "token", token } });
        var mail = new MimeMessage
        {
            Subject = "Your Notejam password",
            Body = new TextPart("plain")
            {
                Text = $"""
                    Somebody, probably you, wants to set a new password for Notejam. This link does it, once, within an hour:

                    {link}

                    If it was not you, ignore this mail: nothing has changed.
                    """,
            },
        };
        mail.From.Add(MailboxAddress.Parse(options.From));
        mail.To.Add(new MailboxAddress(null, email.Trim()));
        // No answers of the "out of office" kind.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }
}
