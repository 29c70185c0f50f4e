using System.Buffers.Binary;
using System.Text.Json;

namespace Notejam.Commands.Carry;

/// <summary>
/// How content is written one after the other: a header as a line of JSON, then each table's COPY in blocks, which begin with
/// their length (4 bytes, big endian); a block of length 0 ends a table.
/// </summary>
internal static class Framing
{
    /// <summary>The most that a block holds, in bytes.</summary>
    public const int BlockBytes = 64 * 1024;

    private const int MostHeaderBytes = 1024 * 1024;
    private const int LengthBytes = sizeof(int);

    public static async Task WriteHeaderAsync(Stream stream, ContentHeader header, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(header, JsonSerializerOptions.Web), cancellationToken);
        await stream.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }

    /// <exception cref="InvalidDataException">It is none, or of another format.</exception>
    /// <exception cref="EndOfStreamException">The stream ends within it.</exception>
    public static async Task<ContentHeader> ReadHeaderAsync(Stream stream, CancellationToken cancellationToken)
    {
        var line = new List<byte>();
        var next = new byte[1];
        while (true)
        {
            await stream.ReadExactlyAsync(next, cancellationToken);
            if (next[0] == (byte)'\n') break;
            line.Add(next[0]);
            if (line.Count > MostHeaderBytes) throw new InvalidDataException("The header has no end.");
        }

        try
        {
            return JsonSerializer.Deserialize<ContentHeader>(line.ToArray(), JsonSerializerOptions.Web) is { Tables: not null, Sequences: not null } header
                && header.Format == ContentHeader.CurrentFormat ? header : throw new InvalidDataException("The header is of another format.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("The header is no JSON.", exception);
        }
    }

    /// <summary>Writes a block; an empty one ends the table.</summary>
    public static async Task WriteBlockAsync(Stream stream, ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        var length = new byte[LengthBytes];
        BinaryPrimitives.WriteInt32BigEndian(length, block.Length);
        await stream.WriteAsync(length, cancellationToken);
        await stream.WriteAsync(block, cancellationToken);
    }

    /// <summary>Reads a block and returns its length; 0 at the table's end.</summary>
    /// <param name="buffer">Of <see cref="BlockBytes"/>.</param>
    /// <exception cref="InvalidDataException">It is none.</exception>
    /// <exception cref="EndOfStreamException">The stream ends within it.</exception>
    public static async Task<int> ReadBlockAsync(Stream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await stream.ReadExactlyAsync(buffer[..LengthBytes], cancellationToken);
        var length = BinaryPrimitives.ReadInt32BigEndian(buffer.Span);
        if (length is < 0 or > BlockBytes) throw new InvalidDataException("A block has no such length.");
        await stream.ReadExactlyAsync(buffer[..length], cancellationToken);
        return length;
    }
}
