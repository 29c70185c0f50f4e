using Notejam.Accounts;
using Notejam.Configuration;
using Notejam.Data;
using Notejam.Health;
using Notejam.Hosting;
using Notejam.Mail;
using Notejam.Notes;
using Notejam.Sessions;
using Notejam.Throttling;

namespace Notejam.Commands;

/// <summary>Serves the web application until SIGTERM.</summary>
public static class ServeCommand
{
    /// <summary>Runs to the end of the process; returns its exit code.</summary>
    public static async Task<int> RunAsync()
    {
        // The web root lies beside the assembly, wherever the process was started.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
        });
        SecretDocument.AddTo(builder.Configuration);
        var reader = new SettingsReader(builder.Configuration);
        var database = DatabaseOptions.Read(reader);
        var cache = CacheOptions.Read(reader);
        var mail = MailOptions.Read(reader);
        var drain = DrainOptions.Read(reader);
        reader.ThrowIfInvalid();

        builder.AddNotejamHosting();
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddNotejamDatabase(database)
            .AddNotejamCache(cache)
            .AddNotejamSessions()
            .AddNotejamHealth(drain)
            .AddNotejamTelemetry(builder.Configuration)
            .AddScoped<AccountService>()
            .AddSingleton(ApplicationSecret.Read(reader))
            .AddSingleton<Throttle>()
            .AddSingleton<AccountThrottle>()
            .AddNotejamMail(mail)
            .AddScoped<UserNotes>()
            .AddScoped<UserPads>()
            .AddNotejamPages();

        await using var app = builder.Build();
        app.UseNotejam();
        await app.RunAsync();
        return 0;
    }
}
