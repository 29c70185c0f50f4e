using Microsoft.EntityFrameworkCore;
using Notejam.Commands;
using Notejam.Commands.Migrate;
using Notejam.Configuration;
using Notejam.Data;
using Notejam.Tests.Servers;
using Npgsql;

namespace Notejam.Tests.Commands.Migrate;

/// <summary>A migrated database of its own, migrations of the test's own, and a session that gets in their way.</summary>
internal sealed class MigrationBench : IAsyncDisposable
{
    private readonly DatabaseOptions database;

    private MigrationBench(PostgresServer server, string name)
    {
        database = new DatabaseOptions("127.0.0.1", server.Port, name, PostgresServer.Username, PostgresServer.Password, SslMode.Disable);
        Other = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server.ConnectionString(name)) { ApplicationName = "console" });
    }

    /// <summary>How it migrates; short, so that the tests are.</summary>
    public MigrationOptions Options { get; set; } = new(TimeSpan.FromMinutes(2), TimeSpan.FromMilliseconds(400), 2) { ProgressInterval = TimeSpan.FromMilliseconds(500) };

    /// <summary>Sessions of somebody else.</summary>
    public NpgsqlDataSource Other { get; }

    /// <summary>What was printed.</summary>
    public StringWriter Output { get; } = new();

    public string Name => database.Name;

    public static async Task<MigrationBench> CreateAsync(NotejamFixture notejam) =>
        new(notejam.Postgres, (await notejam.NewMigratedDatabaseAsync())["Database__Name"]!);

    /// <summary>Applies these; returns the message when they fail, null when they do not.</summary>
    public Task<string?> MigrateAsync(params PendingMigration[] migrations) => MigrateAsync(migrations, CancellationToken.None);

    /// <summary>Applies these until it is stopped.</summary>
    public async Task<string?> MigrateAsync(PendingMigration[] migrations, CancellationToken stopped)
    {
        var options = MigrateCommand.ForMigrating(database, Options);
        try
        {
            await new Migrator(options, Options, TimeProvider.System, TextWriter.Synchronized(Output), (_, _) => Task.FromResult<IReadOnlyList<PendingMigration>>(migrations)).RunAsync(stopped);
            return null;
        }
        catch (MigrationException exception)
        {
            Assert.DoesNotContain('\n', exception.Message);
            return exception.Message;
        }
    }

    /// <summary>A migration of these statements.</summary>
    public static PendingMigration Migration(string id, params string[] statements) => new(id, [.. statements.Select(sql => new MigrationStatement(sql))]);

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Other.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> AskAsync<T>(string sql)
    {
        await using var command = Other.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Begins a transaction that does something and then nothing, until it is disposed of.</summary>
    public async Task<IdleTransaction> HoldAsync(string sql) => await IdleTransaction.BeginAsync(Other, sql);

    public async ValueTask DisposeAsync()
    {
        await Other.DisposeAsync();
        await Output.DisposeAsync();
    }
}
