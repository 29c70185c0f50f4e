using Notejam.Tests.Client;

namespace Notejam.Tests.Servers;

/// <summary>One migrated Notejam on real servers, shared by the tests that only use it.</summary>
public sealed class NotejamFixture : IAsyncLifetime
{
    private NotejamProcess? app;
    private string? migrated;

    public PostgresServer Postgres { get; } = new();

    public RedisServer Redis { get; } = new();

    public NotejamSettings Settings { get; private set; } = null!;

    public Uri Address => app!.Address;

    public async Task InitializeAsync()
    {
        await Task.WhenAll(Postgres.InitializeAsync(), Redis.InitializeAsync());
        Settings = new NotejamSettings(Postgres, Redis, await Postgres.CreateDatabaseAsync());
        var migration = await NotejamProcess.RunAsync(Settings.ToEnvironment(), "migrate");
        if (!migration.Succeeded) throw new InvalidOperationException(migration.Error);
        app = await NotejamProcess.StartAsync(Settings.ToEnvironment());
    }

    public NotejamClient NewClient() => new(Address);

    /// <summary>Makes a migrated database, sooner than by a 'migrate' of its own, and returns the environment that it is used in.</summary>
    public async Task<Dictionary<string, string?>> NewMigratedDatabaseAsync()
    {
        if (migrated is null)
        {
            var template = Settings with { Database = await Postgres.CreateDatabaseAsync() };
            var migration = await NotejamProcess.RunAsync(template.ToEnvironment(), "migrate");
            if (!migration.Succeeded) throw new InvalidOperationException(migration.Error);
            migrated = template.Database;
        }

        return (Settings with { Database = await Postgres.CreateDatabaseAsync(migrated) }).ToEnvironment();
    }

    public async Task DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        await Task.WhenAll(Redis.DisposeAsync(), Postgres.DisposeAsync());
    }
}
