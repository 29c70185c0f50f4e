using System.Data;
using System.IO.Compression;
using System.Text.Json;
using Notejam.Configuration;
using Npgsql;

namespace Notejam.Commands.Carry;

/// <summary>
/// Stores the whole content of the database, as it is at one moment, in parts by presigned URLs: an environment that comes home
/// after a failover takes it from there with <see cref="ImportCommand"/>.
/// </summary>
public static class ExportCommand
{
    /// <summary>
    /// Prints <c>{"export": {"schemaVersion", "parts", "bytes", "rows", "sha256"}}</c>, sizes of the compressed stream; returns the exit code.
    /// </summary>
    /// <param name="listUrl">Where <c>{"parts": ["presigned PUT URL", …]}</c> is.</param>
    /// <exception cref="UsageException">No http or https address, open or sealed.</exception>
    public static Task<int> RunAsync(string listUrl)
    {
        PartList.CheckAddress("export", listUrl);
        var secret = CarrySettings.Secret();
        return DatabaseCommand.RunAsync("export the content", (database, cancellationToken) => ExportAsync(database, PartList.Address(listUrl, secret), PartWriter.PartBytes, cancellationToken), DatabaseOptions.LongCommandSeconds);
    }

    /// <summary>Exports and returns the line that tells it.</summary>
    /// <param name="partBytes">The size of a part, in bytes.</param>
    /// <exception cref="CarryException">The content is not stored as a whole.</exception>
    internal static async Task<string> ExportAsync(NpgsqlDataSource database, Uri listUrl, int partBytes, CancellationToken cancellationToken = default)
    {
        using var transfer = new Transfer();
        var list = await PartList.ReadAsync(transfer, listUrl, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using (var readOnly = new NpgsqlCommand("SET TRANSACTION READ ONLY", connection)) await readOnly.ExecuteNonQueryAsync(cancellationToken);
        var header = await HeaderAsync(connection, cancellationToken);

        await using var parts = new PartWriter(transfer, new PartUrls(transfer, list, TimeProvider.System), partBytes);
        // Disposed only when all went well: disposing writes the end of a stream, which a broken one must not get.
        var gzip = new GZipStream(parts, CompressionLevel.Fastest, leaveOpen: true);
        await Framing.WriteHeaderAsync(gzip, header, cancellationToken);
        foreach (var table in header.Tables) await TableCopy.ExportAsync(connection, table, gzip, cancellationToken);
        await gzip.DisposeAsync();
        var sha256 = await parts.CompleteAsync(cancellationToken);
        var rows = header.Tables.Sum(table => table.Rows);
        return JsonSerializer.Serialize(new { export = new { schemaVersion = header.SchemaVersion, parts = parts.Parts, bytes = parts.Bytes, rows, sha256 } });
    }

    private static async Task<ContentHeader> HeaderAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var version = await Catalogue.SchemaVersionAsync(connection, cancellationToken)
            ?? throw new CarryException("this database has no schema: check Database__Name, or run 'migrate'.");
        var tables = new List<CarriedTable>();
        foreach (var table in await Catalogue.TablesAsync(connection, cancellationToken))
            tables.Add(table with { Rows = await Catalogue.CountAsync(connection, table, cancellationToken) });
        // Sequences know no snapshot: read after it was taken they are at, or past, all numbers that are in it.
        return new ContentHeader(ContentHeader.CurrentFormat, version, tables, await Catalogue.SequencesAsync(connection, cancellationToken));
    }
}
