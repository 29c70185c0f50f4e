using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Notejam.Configuration;

namespace Notejam.Mail;

/// <summary>Hands mails to the SMTP server.</summary>
public sealed class MailSender(MailOptions options, TimeProvider time)
{
    private const int TimeoutMilliseconds = 10_000;

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)];

    /// <summary>Sends it, at the third failure for good.</summary>
    /// <exception cref="Exception">MailKit's, or a socket's: the server is away or refuses it.</exception>
    public async Task SendAsync(MimeMessage mail, CancellationToken cancellationToken)
    {
        foreach (var pause in Pauses)
        {
            try
            {
                await TryAsync(mail, cancellationToken);
                return;
            }
            // A refusal ("no such mailbox", "wrong password") stays one.
            catch (Exception exception) when (exception is SocketException or IOException or ServiceNotConnectedException or TimeoutException or SmtpProtocolException)
            {
                await Task.Delay(pause, time, cancellationToken);
            }
        }
        await TryAsync(mail, cancellationToken);
    }

    private async Task TryAsync(MimeMessage mail, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient { Timeout = TimeoutMilliseconds, CheckCertificateRevocation = false };
        await client.ConnectAsync(options.Host!, options.Port, options.Encryption, cancellationToken);
        if (options is { Username: { } username, Password: { } password }) await client.AuthenticateAsync(username, password, cancellationToken);
        await client.SendAsync(mail, cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }
}
