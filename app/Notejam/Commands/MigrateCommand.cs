using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Notejam.Configuration;
using Notejam.Data;

namespace Notejam.Commands;

/// <summary>Brings the database's schema up to this version. May run any number of times, also at once.</summary>
public static class MigrateCommand
{
    /// <summary>"notejam" in ASCII: any number works as long as every version takes the same.</summary>
    private const long LockId = 0x6e6f74656a616d;

    private static readonly TimeSpan KeyLifetime = TimeSpan.FromDays(90);

    /// <summary>Applies what is pending and prints it; returns the exit code.</summary>
    public static async Task<int> RunAsync()
    {
        var reader = new SettingsReader(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        var options = DatabaseOptions.Read(reader) with { ConnectSeconds = DatabaseOptions.PatientConnectSeconds };
        reader.ThrowIfInvalid();

        await using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddNotejamDatabase(options)
            .BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        try
        {
            await MigrateAsync(scope.ServiceProvider);
            return 0;
        }
        catch (Exception exception) when (DatabaseFailure.Explain(exception, options) is { } cause)
        {
            await Console.Error.WriteLineAsync($"Cannot migrate: {cause}");
            return 1;
        }
    }

    private static async Task MigrateAsync(IServiceProvider services)
    {
        var context = services.GetRequiredService<NotejamDbContext>();
        await context.Database.OpenConnectionAsync();
        // EF locks as well, but only after it looked what is pending: under this lock the printed list is true.
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({LockId})");
        try
        {
            var pending = (await context.Database.GetPendingMigrationsAsync()).ToList();
            await context.Database.MigrateAsync();
            foreach (var migration in pending) Console.WriteLine($"Applied migration {migration}.");
            if (pending.Count == 0) Console.WriteLine("Nothing to apply: the database is up to date.");
            CreateFirstKey(services);
        }
        finally
        {
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({LockId})");
        }
    }

    /// <summary>
    /// Tasks that start together on an empty key ring would each make a key and not know the others':
    /// the first one is made here, while nobody else can.
    /// </summary>
    private static void CreateFirstKey(IServiceProvider services)
    {
        var keys = services.GetRequiredService<IKeyManager>();
        if (keys.GetAllKeys().Count > 0) return;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        keys.CreateNewKey(now, now + KeyLifetime);
        Console.WriteLine("Created the first data-protection key.");
    }
}
