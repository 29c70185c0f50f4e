using Npgsql;

namespace Notejam.Commands.Carry;

/// <summary>A table's rows between the database and the stream, as PostgreSQL's binary COPY writes and reads them.</summary>
internal static class TableCopy
{
    public static async Task ExportAsync(NpgsqlConnection connection, CarriedTable table, Stream stream, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginRawBinaryCopyAsync($"COPY {table.SqlWithColumns()} TO STDOUT (FORMAT BINARY)", cancellationToken);
        await OrCancelAsync(copy, async () =>
        {
            var block = new byte[Framing.BlockBytes];
            int length;
            do
            {
                length = await copy.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, cancellationToken);
                if (length > 0) await Framing.WriteBlockAsync(stream, block.AsMemory(0, length), cancellationToken);
            }
            while (length == block.Length);
            await Framing.WriteBlockAsync(stream, ReadOnlyMemory<byte>.Empty, cancellationToken);
        });
    }

    /// <param name="table">As the database knows it: what a stream says goes into no statement.</param>
    public static async Task ImportAsync(NpgsqlConnection connection, CarriedTable table, Stream stream, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginRawBinaryCopyAsync($"COPY {table.SqlWithColumns()} FROM STDIN (FORMAT BINARY)", cancellationToken);
        await OrCancelAsync(copy, async () =>
        {
            var block = new byte[Framing.BlockBytes];
            while (await Framing.ReadBlockAsync(stream, block, cancellationToken) is > 0 and var length)
                await copy.WriteAsync(block.AsMemory(0, length), cancellationToken);
        });
    }

    // Disposed as it is, a copy reads on to the end of the table, or takes half of it for the whole.
    private static async Task OrCancelAsync(NpgsqlRawCopyStream copy, Func<Task> body)
    {
        try
        {
            await body();
        }
        catch
        {
            try
            {
                await copy.CancelAsync();
            }
            catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException or IOException)
            {
                // What made it end is told; that it ended, badly, is not.
            }

            throw;
        }
    }
}
