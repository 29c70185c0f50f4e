using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Notejam.Configuration;
using Notejam.Data;
using Npgsql;

namespace Notejam.Commands.Migrate;

/// <summary>Brings a database's schema up to this version: one at a time, within a ceiling, and until it is stopped.</summary>
/// <param name="database">As <see cref="MigrateCommand.ForMigrating"/> makes it.</param>
/// <param name="read">Reads what is pending; from EF when null.</param>
internal sealed class Migrator(
    DatabaseOptions database, MigrationOptions options, TimeProvider time, TextWriter output,
    Func<NotejamDbContext, CancellationToken, Task<IReadOnlyList<PendingMigration>>>? read = null)
{
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromDays(90);

    // A server that finds its client dead ends what the client has asked for; the other one is PostgreSQL 17's.
    private const string SessionSettings = """
        SELECT set_config(name, CASE name WHEN 'client_connection_check_interval' THEN '10s' ELSE '0' END, false)
        FROM pg_settings WHERE name IN ('client_connection_check_interval', 'transaction_timeout')
        """;

    private readonly List<string> applied = [];
    private MigrationLock? waiting;

    /// <summary>Applies what is pending and prints it.</summary>
    /// <exception cref="MigrationException">It is not applied, or not all of it.</exception>
    public async Task RunAsync(CancellationToken stopped)
    {
        using var ceiling = new CancellationTokenSource(options.Ceiling, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopped, ceiling.Token);
        await using var services = new ServiceCollection().AddSingleton(time).AddNotejamDatabase(database).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        var connected = false;
        try
        {
            var context = scope.ServiceProvider.GetRequiredService<NotejamDbContext>();
            var source = scope.ServiceProvider.GetRequiredService<NpgsqlDataSource>();
            // Back in the pool at once, where EF finds it.
            await (await PatientConnection.OpenAsync(source, TimeSpan.FromSeconds(database.ConnectSeconds), time, either.Token)).DisposeAsync();
            connected = true;
            await context.Database.OpenConnectionAsync(either.Token);
            await MigrateAsync(scope.ServiceProvider, context, source, either.Token);
        }
        catch (Exception exception) when (either.IsCancellationRequested)
        {
            throw new MigrationException(Cancelled(exception, byCeiling: !stopped.IsCancellationRequested), exception);
        }
        catch (MigrationException exception) when (applied.Count > 0)
        {
            throw new MigrationException($"{exception.Message} Applied before it, and kept: {string.Join(", ", applied)}.", exception);
        }
        catch (Exception exception) when (exception is not MigrationException && DatabaseFailure.Explain(exception, database, connected) is { } cause)
        {
            throw new MigrationException(cause, exception);
        }
    }

    private async Task MigrateAsync(IServiceProvider services, NotejamDbContext context, NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        await using (var settings = new NpgsqlCommand(SessionSettings, connection)) await settings.ExecuteNonQueryAsync(cancellationToken);
        waiting = new MigrationLock(connection, options, time, output);
        await waiting.TakeAsync(cancellationToken);
        var taken = waiting;
        waiting = null;
        try
        {
            await using var watch = new MigrationWatch(source, connection.ProcessID, options, time, output);
            var run = new MigrationRun(connection, watch, options, database, time, output);
            watch.Begin("reading the history of migrations");
            var pending = await run.GivingWayAsync("reading the history of migrations", again: true, () => (read ?? PendingMigrations.ReadAsync)(context, cancellationToken), cancellationToken);
            foreach (var migration in pending)
            {
                await run.ApplyAsync(migration, cancellationToken);
                applied.Add(migration.Id);
            }

            if (pending.Count == 0) output.WriteLine("Nothing to apply: the database is up to date.");
            watch.Begin("looking at the data-protection keys");
            await run.GivingWayAsync("looking at the data-protection keys", again: true, () => Task.FromResult(CreateFirstKey(services)), cancellationToken);
        }
        finally
        {
            await taken.ReleaseAsync();
        }
    }

    private string Cancelled(Exception exception, bool byCeiling)
    {
        var cause = byCeiling ? $"it was cancelled at its ceiling of {options.Ceiling.TotalMinutes:0.##} minutes" : "it was stopped (SIGTERM)";
        var where = waiting is { Holders.Count: > 0 } held ? $" while another migrate was at work, in {held.Describe()}" : "";
        var state = exception is MigrationException failed ? $": {failed.Message}" : where.Length > 0 || applied.Count > 0 ? $"{where}." : $"{where} before it had changed anything.";
        var kept = applied.Count == 0 ? "" : $" Applied before it, and kept: {string.Join(", ", applied)}.";
        var remedy = !byCeiling ? "Run it again."
            : where.Length > 0 ? $"{char.ToUpperInvariant(DatabaseSession.Remedy(waiting!.Holders)[0])}{DatabaseSession.Remedy(waiting.Holders)[1..]}, and run it again."
            : "Give it more (Migration__CeilingMinutes), or make the migration smaller, and run it again.";
        return $"{cause}{state}{kept} {remedy}";
    }

    /// <summary>
    /// Tasks that start together on an empty key ring would each make a key and not know the others':
    /// the first one is made here, before any other thread can.
    /// </summary>
    private bool CreateFirstKey(IServiceProvider services)
    {
        var keys = services.GetRequiredService<IKeyManager>();
        if (keys.GetAllKeys().Count > 0) return false;
        var now = time.GetUtcNow();
        keys.CreateNewKey(now, now + KeyLifetime);
        output.WriteLine("Created the first data-protection key.");
        return true;
    }
}
