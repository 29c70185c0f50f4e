using Npgsql;

namespace Notejam.Commands.Carry;

/// <summary>Replaces a database's content, within a transaction of the caller's.</summary>
internal sealed class ContentReplacement(NpgsqlConnection connection, ContentHeader header)
{
    private readonly Dictionary<string, CarriedTable> tables = [];

    /// <summary>Checks that the content fits here, removes what is here, and returns how many rows that were.</summary>
    /// <exception cref="CarryException">It does not fit.</exception>
    public async Task<long> ClearAsync(CancellationToken cancellationToken)
    {
        var version = await Catalogue.SchemaVersionAsync(connection, cancellationToken);
        if (version != header.SchemaVersion)
            throw new CarryException($"the content is of schema version {header.SchemaVersion}, this database of {version ?? "none"}: roll out the same release at both places, and start again.");
        // Whoever holds one of these tables for longer is at work with it.
        await ExecuteAsync("SET LOCAL lock_timeout = '30s'", cancellationToken);
        await CanaryCommand.CreateTableAsync(connection, cancellationToken);
        foreach (var table in await Catalogue.TablesAsync(connection, cancellationToken)) tables.Add(table.FullName, table);
        CheckTables();
        CheckSequences(await Catalogue.SequencesAsync(connection, cancellationToken));

        var all = string.Join(", ", tables.Values.Select(table => table.Sql()));
        // Locked first, so that no row comes between their count and their end.
        await ExecuteAsync($"LOCK TABLE {all} IN ACCESS EXCLUSIVE MODE", cancellationToken);
        var rows = 0L;
        foreach (var table in tables.Values) rows += await Catalogue.CountAsync(connection, table, cancellationToken);
        await ExecuteAsync($"TRUNCATE {all}", cancellationToken);
        return rows;
    }

    /// <summary>Loads the tables, which follow the header, and sets the sequences.</summary>
    public async Task LoadAsync(Stream stream, CancellationToken cancellationToken)
    {
        await ExecuteAsync("SET CONSTRAINTS ALL DEFERRED", cancellationToken);
        foreach (var table in header.Tables) await TableCopy.ImportAsync(connection, tables[table.FullName], stream, cancellationToken);
        foreach (var sequence in header.Sequences)
        {
            // setval alone would outlive a rollback. RESTART gives the sequence a new storage that does not, and setval writes into that.
            await ExecuteAsync($"ALTER SEQUENCE {sequence.Sql()} RESTART", cancellationToken);
            await ExecuteAsync("SELECT setval($1::regclass, $2, $3)", cancellationToken, sequence.Sql(), sequence.LastValue, sequence.IsCalled);
        }
    }

    /// <summary>Checks that all is there.</summary>
    /// <exception cref="CarryException">Rows are missing.</exception>
    public async Task VerifyAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync("SET CONSTRAINTS ALL IMMEDIATE", cancellationToken);
        foreach (var table in header.Tables)
        {
            var rows = await Catalogue.CountAsync(connection, table, cancellationToken);
            if (rows != table.Rows) throw new CarryException($"table {table.FullName} has {rows} rows after its load, not the {table.Rows} that were exported: look for triggers and rules here that there are not there.");
        }
    }

    private void CheckTables()
    {
        // An environment that never made a backup has no canaries: here there are none afterwards either.
        CheckNames("tables", header.Tables.Select(table => table.FullName), tables.Keys.Where(name => name != CanaryCommand.Table || header.Tables.Any(table => table.FullName == name)));
        foreach (var table in header.Tables)
            if (!table.Columns.SequenceEqual(tables[table.FullName].Columns))
                throw new CarryException($"table {table.FullName} has the columns {Columns(table)} there and {Columns(tables[table.FullName])} here: bring both to the same schema, and start again.");
    }

    private void CheckSequences(List<CarriedSequence> here) =>
        CheckNames("sequences", header.Sequences.Select(sequence => sequence.FullName), here.Select(sequence => sequence.FullName));

    private static void CheckNames(string what, IEnumerable<string> there, IEnumerable<string> here)
    {
        var (onlyThere, onlyHere) = (there.Except(here).ToList(), here.Except(there).ToList());
        if (onlyThere.Count + onlyHere.Count == 0) return;
        throw new CarryException($"the {what} are not the same: only there {List(onlyThere)}, only here {List(onlyHere)}. Bring both to the same schema, and start again.");
    }

    private static string List(List<string> names) => names.Count == 0 ? "none" : string.Join(", ", names.Order(StringComparer.Ordinal));

    private static string Columns(CarriedTable table) => $"({string.Join(", ", table.Columns.Select(column => $"{column.Name} {column.Type}"))})";

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
