using Notejam.Accounts;
using Notejam.Configuration;
using Notejam.Data;
using Notejam.Health;
using Notejam.Hosting;
using Notejam.Notes;
using Notejam.Sessions;

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
        var reader = new SettingsReader(builder.Configuration);
        var database = DatabaseOptions.Read(reader);
        var cache = CacheOptions.Read(reader);
        reader.ThrowIfInvalid();

        builder.AddNotejamHosting();
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddNotejamDatabase(database)
            .AddNotejamCache(cache)
            .AddNotejamSessions()
            .AddNotejamHealth()
            .AddScoped<AccountService>()
            .AddSingleton<SignInThrottle>()
            .AddScoped<UserNotes>()
            .AddNotejamPages();

        await using var app = builder.Build();
        app.UseNotejam();
        await app.RunAsync();
        return 0;
    }
}
