using System.Text.Json;
using Notejam.Accounts;
using Npgsql;

namespace Notejam.Commands;

/// <summary>
/// Writes a canary: a record whose only use is to be found again in a restored database, where the newest one tells how old the
/// data are. The table is the pipeline's, in a schema of its own, and no part of Notejam's model; a note of the drill's user tells the
/// same to who reads the restored Notejam as people do.
/// </summary>
public static class CanaryCommand
{
    /// <summary>The table.</summary>
    internal const string Table = "delivery.canary";

    private const string Create = """
        CREATE SCHEMA IF NOT EXISTS delivery;
        CREATE TABLE IF NOT EXISTS delivery.canary (id uuid PRIMARY KEY, purpose text NOT NULL, written_at timestamptz NOT NULL);
        """;

    private const string Forget = "DELETE FROM delivery.canary WHERE written_at < now() - interval '90 days'";

    // Whoever signed up under that name is put out: nobody's password fits an empty hash.
    private const string WriteUser = """
        INSERT INTO users (email, password_hash, created_at) VALUES ($1, '', now())
        ON CONFLICT (email) DO UPDATE SET password_hash = '', session_stamp = CASE WHEN users.password_hash = '' THEN users.session_stamp ELSE gen_random_uuid() END;
        """;

    private const string WriteNote = """
        WITH drill AS (SELECT id FROM users WHERE email = $1),
             old AS (DELETE FROM notes WHERE id IN (SELECT n.id FROM notes n JOIN drill ON n.user_id = drill.id ORDER BY n.updated_at DESC OFFSET 19))
        INSERT INTO notes (user_id, name, text, created_at, updated_at) SELECT id, $2, $3, $4, $4 FROM drill
        """;

    /// <summary>Writes one and prints it as <c>{"canary": {"id", "purpose", "writtenAt"}}</c>; returns the exit code.</summary>
    /// <param name="purpose">What it is written for, for example the backup that it precedes.</param>
    public static Task<int> RunAsync(string purpose) => DatabaseCommand.RunAsync("write a canary", async (database, cancellationToken) =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await CreateTableAsync(connection, cancellationToken);
        await ExecuteAsync(connection, Forget, cancellationToken);
        var id = Guid.NewGuid();
        await using var insert = new NpgsqlCommand("INSERT INTO delivery.canary VALUES ($1, $2, clock_timestamp()) RETURNING written_at", connection) { Parameters = { new() { Value = id }, new() { Value = purpose } } };
        var writtenAt = (DateTime)(await insert.ExecuteScalarAsync(cancellationToken))!;
        await ExecuteAsync(connection, WriteUser, cancellationToken, DrillUser.Email);
        await ExecuteAsync(connection, WriteNote, cancellationToken, DrillUser.Email, $"Canary {id}", $"Written at {writtenAt:u}, {purpose}.", writtenAt);
        await transaction.CommitAsync(cancellationToken);
        return JsonSerializer.Serialize(new { canary = new { id, purpose, writtenAt } });
    });

    /// <summary>Makes the table if it is missing, in a transaction of the caller's.</summary>
    internal static async Task CreateTableAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Two that come together would both make the schema, and one of them fail.
        await using (var together = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtext('delivery.canary'))", connection)) await together.ExecuteNonQueryAsync(cancellationToken);
        await using var create = new NpgsqlCommand(Create, connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
