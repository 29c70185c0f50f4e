using System.IO.Compression;
using System.Text.Json;
using Notejam.Configuration;
using Notejam.Sessions;
using Npgsql;
using StackExchange.Redis;

namespace Notejam.Commands.Carry;

/// <summary>Puts what <see cref="ExportCommand"/> stored in the place of the database's content: all of it, or nothing is changed.</summary>
public static class ImportCommand
{
    /// <summary>
    /// Prints <c>{"import": {"schemaVersion", "rows", "replacedRows"}}</c>, the last one the rows that were there before; returns the exit code.
    /// </summary>
    /// <param name="listUrl">Where <c>{"parts": ["presigned GET URL", …], "sha256": "…"}</c> is.</param>
    /// <exception cref="UsageException">No http or https address, open or sealed.</exception>
    public static Task<int> RunAsync(string listUrl)
    {
        PartList.CheckAddress("import", listUrl);
        var secret = CarrySettings.Secret();
        var reader = new SettingsReader(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        var cache = CacheOptions.Read(reader);
        reader.ThrowIfInvalid();
        return DatabaseCommand.RunAsync("import the content", (database, cancellationToken) => ImportAsync(database, PartList.Address(listUrl, secret), cache, cancellationToken), DatabaseOptions.LongCommandSeconds);
    }

    /// <summary>Imports and returns the line that tells it.</summary>
    /// <exception cref="CarryException">Nothing was changed.</exception>
    internal static async Task<string> ImportAsync(NpgsqlDataSource database, Uri listUrl, CacheOptions cache, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            using var transfer = new Transfer();
            var list = await PartList.ReadAsync(transfer, listUrl, cancellationToken);
            var sha256 = list.Sha256 ?? throw new CarryException("the list of parts tells no 'sha256': write there what the export printed.");
            await using var parts = new PartReader(transfer, new PartUrls(transfer, list, TimeProvider.System));
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var line = await LoadAsync(connection, parts, sha256, cancellationToken);
            // Before the numbers of users mean others; should nothing come of it, people only sign in again.
            await EndSessionsAsync(cache, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return line;
        }
        catch (CarryException exception)
        {
            throw new CarryException($"{exception.Message} Nothing was changed.", exception);
        }
    }

    private static async Task EndSessionsAsync(CacheOptions cache, CancellationToken cancellationToken)
    {
        try
        {
            await SessionSweep.EndAllAsync(cache, cancellationToken);
        }
        catch (RedisException exception)
        {
            throw new CarryException($"the sessions in {cache} cannot be ended, and would be other people's afterwards: {exception.Message.ReplaceLineEndings(" ").Split(". ")[0]}. Look at the cache, and start again.", exception);
        }
    }

    private static async Task<string> LoadAsync(NpgsqlConnection connection, PartReader parts, string sha256, CancellationToken cancellationToken)
    {
        try
        {
            await using var gzip = new GZipStream(parts, CompressionMode.Decompress, leaveOpen: true);
            var header = await Framing.ReadHeaderAsync(gzip, cancellationToken);
            var content = new ContentReplacement(connection, header);
            var replacedRows = await content.ClearAsync(cancellationToken);
            await content.LoadAsync(gzip, cancellationToken);
            if (await gzip.ReadAsync(new byte[1], cancellationToken) > 0) throw new InvalidDataException("More follows the last table.");
            await CheckHashAsync(parts, sha256, cancellationToken);
            await content.VerifyAsync(cancellationToken);
            var rows = header.Tables.Sum(table => table.Rows);
            return JsonSerializer.Serialize(new { import = new { schemaVersion = header.SchemaVersion, rows, replacedRows } });
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            await CheckHashAsync(parts, sha256, cancellationToken);
            throw new CarryException($"the parts are whole but hold nothing that this release reads (format {ContentHeader.CurrentFormat}): export with the same release.", exception);
        }
        catch (PostgresException exception)
        {
            // Damage may look like anything, also like rows that break a constraint.
            if (!IsOfThePlace(exception)) await CheckHashAsync(parts, sha256, cancellationToken);
            throw new CarryException($"the database answered {exception.SqlState}: {exception.MessageText.ReplaceLineEndings(" ")}. {Remedy(exception)}", exception);
        }
    }

    private static async Task CheckHashAsync(PartReader parts, string expected, CancellationToken cancellationToken)
    {
        var actual = await parts.CompleteAsync(cancellationToken);
        if (!actual.Equals(expected, StringComparison.OrdinalIgnoreCase))
            throw new CarryException($"the {parts.Parts} parts are not what was exported (their SHA-256 is {actual}): one is damaged, missing from the list or of another export. Compare the list with what the export printed, or export again.");
    }

    private static bool IsOfThePlace(PostgresException exception) => exception.SqlState
        is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.InsufficientPrivilege;

    private static string Remedy(PostgresException exception) => exception.SqlState switch
    {
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected => "Others are at work in these tables: stop Notejam's tasks here, and start again.",
        PostgresErrorCodes.InsufficientPrivilege => "Run it as the user that 'migrate' runs as, who owns the tables.",
        _ => "The schema here is not the one there, or the database is out of order: compare the two, and start again.",
    };
}
