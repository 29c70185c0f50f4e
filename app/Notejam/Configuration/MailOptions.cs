using MailKit.Security;

namespace Notejam.Configuration;

/// <summary>Where mails go out and whose they are.</summary>
/// <param name="Host">The SMTP server; null: there is none, and nothing is sent.</param>
/// <param name="Url">Notejam's own public address, for the links in mails: what a request says of it can be forged.</param>
/// <param name="Sealed">Nothing is sent whatever else is set: for drills with other people's data.</param>
public sealed record MailOptions(
    string? Host, int Port, SecureSocketOptions Encryption, string? Username, string? Password, string From, Uri? Url, bool Sealed)
{
    /// <summary>Whether mails are sent.</summary>
    public bool IsOpen => Host is not null && !Sealed;

    /// <summary>Reads Mail__* and Application__Url.</summary>
    public static MailOptions Read(SettingsReader settings)
    {
        var host = settings.Optional("Mail:Host");
        var encryption = settings.Choice("Mail:Encryption", MailEncryption.StartTls);
        return new MailOptions(
            host,
            settings.Port("Mail:Port", 587),
            encryption switch
            {
                MailEncryption.None => SecureSocketOptions.None,
                MailEncryption.Implicit => SecureSocketOptions.SslOnConnect,
                _ => SecureSocketOptions.StartTls,
            },
            settings.Optional("Mail:Username"),
            settings.Optional("Mail:Password"),
            settings.Optional("Mail:From") ?? "Notejam <noreply@localhost>",
            settings.Url("Application:Url", required: host is not null),
            settings.Flag("Mail:Sealed", fallback: false));
    }

    /// <summary>Without the password.</summary>
    public override string ToString() => IsOpen ? $"{Host}:{Port}" : "sealed";
}
