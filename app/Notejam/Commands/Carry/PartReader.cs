using System.Security.Cryptography;

namespace Notejam.Commands.Carry;

/// <summary>Reads parts in their order as one stream. Holds one part in memory, so that one which breaks off can be fetched again.</summary>
internal sealed class PartReader(Transfer transfer, PartUrls urls) : Stream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] buffer = new byte[PartWriter.PartBytes];
    private ReadOnlyMemory<byte> rest;
    private string? sha256;

    /// <summary>How many parts were fetched.</summary>
    public int Parts { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    /// <exception cref="CarryException">A part cannot be had.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        while (rest.Length == 0)
        {
            if (Parts == urls.Count) return 0;
            rest = buffer.AsMemory(0, await transfer.GetAsync(await urls.AtAsync(Parts, cancellationToken), $"part {Parts + 1}", buffer, cancellationToken));
            hash.AppendData(rest.Span);
            Parts++;
        }

        var given = Math.Min(rest.Length, destination.Length);
        rest[..given].CopyTo(destination);
        rest = rest[given..];
        return given;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Reads what is left and returns the SHA-256 of all parts, in hexadecimal.</summary>
    /// <exception cref="CarryException">A part cannot be had.</exception>
    public async Task<string> CompleteAsync(CancellationToken cancellationToken)
    {
        var ignored = new byte[Framing.BlockBytes];
        while (await ReadAsync(ignored, cancellationToken) > 0)
        {
        }

        return sha256 ??= Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) hash.Dispose();
        base.Dispose(disposing);
    }
}
