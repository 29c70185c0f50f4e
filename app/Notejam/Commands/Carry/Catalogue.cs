using Npgsql;

namespace Notejam.Commands.Carry;

/// <summary>What of a database is carried: all tables and sequences of Notejam and of the pipeline.</summary>
internal static class Catalogue
{
    // The history of migrations belongs to the schema, which each place has from its own 'migrate'. Generated columns cannot be
    // written. In the order of names, columns are the same however they came to be.
    private const string TablesSql = """
        SELECT c.oid, n.nspname::text, c.relname::text,
            array_agg(a.attname::text ORDER BY a.attname::text COLLATE "C"),
            array_agg(format_type(a.atttypid, a.atttypmod) ORDER BY a.attname::text COLLATE "C")
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE n.nspname IN ('public', 'delivery') AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            AND (n.nspname, c.relname) <> ('public', '__EFMigrationsHistory')
        GROUP BY 1, 2, 3
        """;

    // Those that can wait for the end of a transaction bind no order, and a table's own rows are checked when all of them are there.
    private const string ReferencesSql = """
        SELECT conrelid, confrelid FROM pg_constraint WHERE contype = 'f' AND conrelid <> confrelid AND NOT condeferrable
        """;

    private const string SequencesSql = """
        SELECT n.nspname::text, c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname IN ('public', 'delivery') AND c.relkind = 'S' ORDER BY c.relname::text COLLATE "C"
        """;

    /// <summary>A name as SQL takes it.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The newest migration; null: there is none.</summary>
    public static async Task<string?> SchemaVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await ScalarAsync(connection, """SELECT to_regclass('public."__EFMigrationsHistory"') IS NULL""", cancellationToken) is true) return null;
        return await ScalarAsync(connection, """SELECT max("MigrationId") FROM public."__EFMigrationsHistory" """, cancellationToken) as string;
    }

    /// <summary>The tables, each after those that it refers to; their rows are not counted.</summary>
    /// <exception cref="CarryException">Tables refer to each other.</exception>
    public static async Task<List<CarriedTable>> TablesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var tables = new Dictionary<uint, CarriedTable>();
        await using (var command = new NpgsqlCommand(TablesSql, connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken))
            {
                var columns = reader.GetFieldValue<string[]>(3).Zip(reader.GetFieldValue<string[]>(4), (name, type) => new CarriedColumn(name, type));
                tables.Add(reader.GetFieldValue<uint>(0), new CarriedTable(reader.GetString(1), reader.GetString(2), [.. columns], 0));
            }

        var references = new List<(uint From, uint To)>();
        await using (var command = new NpgsqlCommand(ReferencesSql, connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken)) references.Add((reader.GetFieldValue<uint>(0), reader.GetFieldValue<uint>(1)));
        return InOrder(tables, references);
    }

    /// <summary>The sequences and where they stand.</summary>
    public static async Task<List<CarriedSequence>> SequencesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var names = new List<CarriedSequence>();
        await using (var command = new NpgsqlCommand(SequencesSql, connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken)) names.Add(new CarriedSequence(reader.GetString(0), reader.GetString(1), 0, false));
        var sequences = new List<CarriedSequence>();
        foreach (var name in names)
        {
            await using var command = new NpgsqlCommand($"SELECT last_value, is_called FROM {name.Sql()}", connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            sequences.Add(name with { LastValue = reader.GetInt64(0), IsCalled = reader.GetBoolean(1) });
        }

        return sequences;
    }

    /// <summary>How many rows a table has of its own.</summary>
    public static async Task<long> CountAsync(NpgsqlConnection connection, CarriedTable table, CancellationToken cancellationToken) =>
        (long)(await ScalarAsync(connection, $"SELECT count(*) FROM ONLY {table.Sql()}", cancellationToken))!;

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private static List<CarriedTable> InOrder(Dictionary<uint, CarriedTable> tables, List<(uint From, uint To)> references)
    {
        var ordered = new List<CarriedTable>();
        var left = tables.OrderBy(table => table.Value.FullName, StringComparer.Ordinal).ToList();
        while (left.Count > 0)
        {
            var next = left.FindIndex(table => !references.Any(reference => reference.From == table.Key && left.Any(other => other.Key == reference.To)));
            if (next < 0)
                throw new CarryException($"the tables {string.Join(", ", left.Select(table => table.Value.FullName))} refer to each other, so that no order loads them: make one of their foreign keys DEFERRABLE by a migration.");
            ordered.Add(left[next].Value);
            left.RemoveAt(next);
        }

        return ordered;
    }
}
