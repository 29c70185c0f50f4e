using Notejam.Accounts;
using Notejam.Configuration;

namespace Notejam.Mail;

/// <summary>Registers what mails links to new passwords.</summary>
public static class MailServices
{
    /// <summary>The queue, its worker and the sender.</summary>
    public static IServiceCollection AddNotejamMail(this IServiceCollection services, MailOptions options) => services
        .AddSingleton(options)
        .AddSingleton<MailSender>()
        .AddSingleton<PasswordResetQueue>()
        .AddScoped<PasswordResets>()
        .AddHostedService<PasswordResetWorker>();
}
