using Notejam.Configuration;
using Notejam.Data;
using Npgsql;

namespace Notejam.Commands.Migrate;

/// <summary>
/// Applies migrations, each in a transaction of its own, in a session that gives way: a statement that does not get its lock in a few
/// seconds is rolled back, so that others go first, and tried again.
/// </summary>
internal sealed class MigrationRun(NpgsqlConnection connection, MigrationWatch watch, MigrationOptions options, DatabaseOptions database, TimeProvider time, TextWriter output)
{
    /// <summary>Applies one.</summary>
    /// <exception cref="MigrationException">It is not applied; the message says what of it stays.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled within a transaction, which is rolled back.</exception>
    public async Task ApplyAsync(PendingMigration migration, CancellationToken cancellationToken)
    {
        var name = $"migration {migration.Id}";
        watch.Begin(name);
        foreach (var part in migration.Parts)
        {
            var position = new Position(migration, part);
            try
            {
                await GivingWayAsync(name, part.GivesWay, () => ApplyPartAsync(name, position, cancellationToken), cancellationToken);
            }
            catch (Exception exception) when (exception is not MigrationException)
            {
                throw await ExplainAsync(exception, position, cancellationToken);
            }
        }

        watch.End();
        output.WriteLine($"Applied migration {migration.Id}.");
    }

    /// <summary>Does something that needs locks, again when it did not get them.</summary>
    /// <param name="what">For people.</param>
    /// <param name="again">Whether it may be repeated.</param>
    /// <exception cref="MigrationException">It did not get them in any attempt.</exception>
    public async Task<T> GivingWayAsync<T>(string what, bool again, Func<Task<T>> action, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await action();
            }
            catch (Exception conflict) when (again && LockRetry.IsConflict(conflict))
            {
                var wait = watch.LastWait;
                var cause = LockRetry.IsDeadlock(conflict)
                    ? $"waited for a session that waited for it, and was chosen to give way{(wait is null ? "" : $"; it {wait.Describe()}")}"
                    : wait?.Describe() ?? "waits for a lock whose holder could not be seen";
                if (LockRetry.PauseAfter(attempt, options.LockAttempts) is not { } pause)
                    throw new MigrationException($"{what} {cause}. It was tried {attempt} times for {options.LockTimeout.TotalSeconds} s and rolled back each time, so that others could go on. {Capital(DatabaseSession.Remedy(wait?.Holders ?? []))}, and run this again.", conflict);
                output.WriteLine($"{Capital(what)} {cause}; rolled back after {options.LockTimeout.TotalSeconds} s, trying again in {pause.TotalSeconds} s (attempt {attempt} of {options.LockAttempts}).");
                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }

    private async Task<bool> ApplyPartAsync(string name, Position position, CancellationToken cancellationToken)
    {
        if (!position.Part.GivesWay) await ExecuteAsync("SET lock_timeout = 0", cancellationToken);
        try
        {
            await using var transaction = position.Part.OutsideTransaction ? null : await connection.BeginTransactionAsync(cancellationToken);
            foreach (var statement in position.Part.Statements)
            {
                position.Statement = statement;
                watch.Begin(name, position.Describe());
                await ExecuteAsync(statement.Sql, cancellationToken);
            }

            position.IsCommitting = true;
            if (transaction is not null) await transaction.CommitAsync(cancellationToken);
            return true;
        }
        finally
        {
            // One that failed may have broken the connection; this session is then over anyway.
            if (!position.Part.GivesWay && connection.State == System.Data.ConnectionState.Open) await ExecuteAsync("RESET lock_timeout", CancellationToken.None);
        }
    }

    private async Task<MigrationException> ExplainAsync(Exception exception, Position position, CancellationToken cancellationToken)
    {
        var cause = cancellationToken.IsCancellationRequested ? "it was cancelled" : DatabaseFailure.Explain(exception, database, connected: true) ?? $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}";
        var invalid = position.Part.GivesWay ? [] : await InvalidIndexesAsync();
        return new MigrationException($"migration {position.Migration.Id} failed at {position.Describe()}: {cause.TrimEnd('.')}. {position.State(invalid)}", exception);
    }

    /// <summary>What CREATE INDEX CONCURRENTLY leaves when it fails.</summary>
    private async Task<IReadOnlyList<string>> InvalidIndexesAsync()
    {
        try
        {
            await using var command = new NpgsqlCommand("SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid ORDER BY 1", connection);
            await using var row = await command.ExecuteReaderAsync(CancellationToken.None);
            var names = new List<string>();
            while (await row.ReadAsync(CancellationToken.None)) names.Add(row.GetString(0));
            return names;
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            return [];
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private sealed record Position(PendingMigration Migration, MigrationPart Part)
    {
        public MigrationStatement Statement { get; set; } = Part.Statements[0];

        public bool IsCommitting { get; set; }

        public string Describe() => $"statement {Part.First + IndexOfStatement()} of {Migration.Statements.Count} ({Statement.Label})";

        /// <summary>What of the migration the database has now, and what to do.</summary>
        public string State(IReadOnlyList<string> invalidIndexes)
        {
            var before = Part.First == 1 ? "" : $" The {Part.First - 1} statements before it took effect and stay, for this migration suppresses its transaction; it is not in the history, and the next run begins it from its start.";
            var left = invalidIndexes.Count == 0 ? "" : $" Invalid indexes are left: {string.Join("; ", invalidIndexes.Select(index => $"DROP INDEX CONCURRENTLY {index}"))}.";
            if (Part.OutsideTransaction) return $"This statement runs outside a transaction: look for what it left.{left}{before}";
            return IsCommitting
                ? $"Whether its transaction was committed is not known: run this again, it looks.{before}"
                : before.Length > 0 ? $"Its transaction is rolled back.{before}" : "Its transaction is rolled back: the schema is as it was before this migration.";
        }

        private int IndexOfStatement()
        {
            for (var index = 0; index < Part.Statements.Count; index++)
                if (ReferenceEquals(Part.Statements[index], Statement)) return index;
            return 0;
        }
    }
}
