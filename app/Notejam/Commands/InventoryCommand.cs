using System.Data;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Notejam.Accounts;
using Notejam.Configuration;
using Npgsql;

namespace Notejam.Commands;

/// <summary>
/// Tells what is in the database, so that a restored one can be held against it: schema version, rows and checksum of each table
/// up to a watermark, newest canary; all seen at one moment.
/// </summary>
public static class InventoryCommand
{
    // Rows come in any order, so their checksums are added up. It tells damage and loss, not forgery: the manifest that holds it is signed.
    private const string Checksum = "coalesce(sum(('x' || left(md5(r::text), 15))::bit(60)::bigint), 0)::text";

    private const string Tables = """
        SELECT c.table_name, EXISTS (SELECT FROM information_schema.columns u WHERE u.table_schema = c.table_schema AND u.table_name = c.table_name AND u.column_name = 'updated_at')
        FROM information_schema.tables c WHERE c.table_schema = 'public' AND c.table_type = 'BASE TABLE' AND c.table_name <> '__EFMigrationsHistory' ORDER BY 1
        """;

    /// <summary>
    /// Prints <c>{"inventory": {"watermark", "schemaVersion", "tables": [{"name", "rows", "checksum"}], "newestCanary": {"id", "writtenAt"}}}</c>; returns the exit code.
    /// </summary>
    /// <param name="watermark">Rows that were changed later are left out, where a table says when its rows were changed; null: now.</param>
    /// <exception cref="UsageException">Not a time.</exception>
    public static Task<int> RunAsync(string? watermark)
    {
        DateTimeOffset? until = watermark is null ? null
            : DateTimeOffset.TryParse(watermark, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time
            : throw new UsageException($"'{watermark}' is not a time: write it as 2026-03-01T02:00:00Z");
        return DatabaseCommand.RunAsync("take the inventory", (database, cancellationToken) => TakeAsync(database, until, cancellationToken), DatabaseOptions.LongCommandSeconds);
    }

    private static async Task<string> TakeAsync(NpgsqlDataSource database, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        // The same rows read the same wherever the server stands.
        await ExecuteAsync(connection, "SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'; SET LOCAL extra_float_digits = 1", cancellationToken);
        var watermark = until?.UtcDateTime ?? (DateTime)(await ScalarAsync(connection, "SELECT now()", cancellationToken))!;
        var inventory = new JsonObject
        {
            ["watermark"] = watermark,
            ["schemaVersion"] = (string?)await ScalarAsync(connection, """SELECT max("MigrationId") FROM "__EFMigrationsHistory" """, cancellationToken),
            ["tables"] = await TablesAsync(connection, watermark, cancellationToken),
            ["newestCanary"] = await CanaryAsync(connection, cancellationToken),
        };
        return JsonSerializer.Serialize(new { inventory });
    }

    private static async Task<JsonArray> TablesAsync(NpgsqlConnection connection, DateTime watermark, CancellationToken cancellationToken)
    {
        var names = new List<(string Name, bool Dated)>();
        await using (var command = new NpgsqlCommand(Tables, connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken)) names.Add((reader.GetString(0), reader.GetBoolean(1)));
        var tables = new JsonArray();
        foreach (var (name, dated) in names)
        {
            // A name out of the catalogue cannot be a parameter; quoted, it cannot be anything but a name.
            var quoted = new NpgsqlCommandBuilder().QuoteIdentifier(name);
            // The drill's user has another password in a restored copy, which is no damage.
            var filter = dated ? " WHERE updated_at <= $1" : name == "users" ? " WHERE email <> $1" : "";
            await using var command = new NpgsqlCommand($"SELECT count(*), {Checksum} FROM {quoted} AS r{filter}", connection);
            if (filter.Length > 0) command.Parameters.Add(new() { Value = dated ? watermark : DrillUser.Email });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            tables.Add(new JsonObject { ["name"] = name, ["rows"] = reader.GetInt64(0), ["checksum"] = reader.GetString(1) });
        }

        return tables;
    }

    private static async Task<JsonObject?> CanaryAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await ScalarAsync(connection, "SELECT to_regclass('delivery.canary')::text", cancellationToken) is null or DBNull) return null;
        await using var command = new NpgsqlCommand("SELECT id, written_at FROM delivery.canary ORDER BY written_at DESC LIMIT 1", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? new JsonObject { ["id"] = reader.GetGuid(0), ["writtenAt"] = reader.GetDateTime(1) } : null;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
