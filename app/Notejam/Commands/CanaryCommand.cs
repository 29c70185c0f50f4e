using System.Text.Json;
using Npgsql;

namespace Notejam.Commands;

/// <summary>
/// Writes a canary: a record whose only use is to be found again in a restored database, where the newest one tells how old the
/// data are. The table is the pipeline's, in a schema of its own, and no part of Notejam's model.
/// </summary>
public static class CanaryCommand
{
    private const string Write = """
        CREATE SCHEMA IF NOT EXISTS delivery;
        CREATE TABLE IF NOT EXISTS delivery.canary (id uuid PRIMARY KEY, purpose text NOT NULL, written_at timestamptz NOT NULL);
        DELETE FROM delivery.canary WHERE written_at < now() - interval '90 days';
        """;

    /// <summary>Writes one and prints it as <c>{"canary": {"id", "purpose", "writtenAt"}}</c>; returns the exit code.</summary>
    /// <param name="purpose">What it is written for, for example the backup that it precedes.</param>
    public static Task<int> RunAsync(string purpose) => DatabaseCommand.RunAsync("write a canary", async database =>
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        // Two that come together would both make the schema, and one of them fail.
        await ExecuteAsync(connection, "SELECT pg_advisory_xact_lock(hashtext('delivery.canary'))");
        await ExecuteAsync(connection, Write);
        var id = Guid.NewGuid();
        await using var insert = new NpgsqlCommand("INSERT INTO delivery.canary VALUES ($1, $2, clock_timestamp()) RETURNING written_at", connection) { Parameters = { new() { Value = id }, new() { Value = purpose } } };
        var writtenAt = (DateTime)(await insert.ExecuteScalarAsync())!;
        await transaction.CommitAsync();
        return JsonSerializer.Serialize(new { canary = new { id, purpose, writtenAt } });
    });

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
