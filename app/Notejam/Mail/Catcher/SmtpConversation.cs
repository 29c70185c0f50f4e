using System.Text;
using Microsoft.AspNetCore.Connections;
using MimeKit;

namespace Notejam.Mail.Catcher;

/// <summary>As much of SMTP (RFC 5321) as it takes to be handed a mail by anybody, for anybody.</summary>
public sealed class SmtpConversation(CaughtMails mails, TimeProvider time) : ConnectionHandler
{
    private const int MaxBytes = 10 * 1024 * 1024;

    /// <inheritdoc />
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        using var reader = new StreamReader(connection.Transport.Input.AsStream(), Encoding.Latin1);
        await using var writer = new StreamWriter(connection.Transport.Output.AsStream(), Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 mail catcher");
        while (await reader.ReadLineAsync(connection.ConnectionClosed) is { } line)
        {
            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (verb == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                await writer.WriteLineAsync(await TakeAsync(reader, connection.ConnectionClosed) ? "250 caught" : "552 too large");
                continue;
            }
            await writer.WriteLineAsync(verb switch
            {
                "EHLO" or "HELO" or "MAIL" or "RCPT" or "RSET" or "NOOP" => "250 fine",
                "QUIT" => "221 bye",
                _ => "502 unknown",
            });
            if (verb == "QUIT") return;
        }
    }

    private async Task<bool> TakeAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(cancellationToken) is { } line and not ".")
        {
            // A dot at the start of a line is doubled on the way.
            if (text.Length <= MaxBytes) text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }
        if (text.Length > MaxBytes) return false;
        using var stream = new MemoryStream(Encoding.Latin1.GetBytes(text.ToString()));
        using var mail = await MimeMessage.LoadAsync(stream, cancellationToken);
        mails.Add(new CaughtMail(time.GetUtcNow(), mail.From.ToString(), mail.To.ToString(), mail.Subject ?? "", mail.TextBody ?? ""));
        return true;
    }
}
