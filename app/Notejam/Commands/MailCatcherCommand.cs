using Microsoft.AspNetCore.Connections;
using Notejam.Configuration;
using Notejam.Mail.Catcher;

namespace Notejam.Commands;

/// <summary>Takes every mail, sends none on and shows them on a page: for local development.</summary>
public static class MailCatcherCommand
{
    /// <summary>Runs to the end of the process; returns its exit code.</summary>
    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        var reader = new SettingsReader(builder.Configuration);
        var (smtp, page) = (reader.Port("MailCatcher:SmtpPort", 1025), reader.Port("MailCatcher:Port", 8025));
        reader.ThrowIfInvalid();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenAnyIP(page);
            kestrel.ListenAnyIP(smtp, listen => listen.UseConnectionHandler<SmtpConversation>());
        });
        builder.Services.AddSingleton<CaughtMails>().AddSingleton(TimeProvider.System);

        await using var app = builder.Build();
        app.MapGet("/", MailPage.Show);
        app.MapGet("/mails", (CaughtMails mails) => mails.List());
        await app.RunAsync();
        return 0;
    }
}
