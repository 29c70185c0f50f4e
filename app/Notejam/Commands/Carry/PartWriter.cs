using System.Security.Cryptography;

namespace Notejam.Commands.Carry;

/// <summary>Cuts what is written to it into parts and stores each as it is full. Holds one part in memory.</summary>
internal sealed class PartWriter(Transfer transfer, PartUrls urls, int partBytes) : Stream
{
    /// <summary>The size of a part, in bytes: what is needed of a task's memory, whatever is in the database.</summary>
    public const int PartBytes = 32 * 1024 * 1024;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] buffer = new byte[partBytes];
    private int filled;

    /// <summary>How many parts are stored.</summary>
    public int Parts { get; private set; }

    /// <summary>How many bytes were written.</summary>
    public long Bytes { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    /// <exception cref="CarryException">A part cannot be stored, or there is no URL for it.</exception>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        while (source.Length > 0)
        {
            // Only when more comes: the last part may be full as well.
            if (filled == buffer.Length) await StoreAsync(cancellationToken);
            var taken = Math.Min(source.Length, buffer.Length - filled);
            source[..taken].CopyTo(buffer.AsMemory(filled));
            filled += taken;
            source = source[taken..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Stores the last part and returns the SHA-256 of all, in hexadecimal.</summary>
    /// <exception cref="CarryException">It cannot be stored, or there is no URL for it.</exception>
    public async Task<string> CompleteAsync(CancellationToken cancellationToken)
    {
        if (filled > 0) await StoreAsync(cancellationToken);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Does nothing: only a full part is stored, and the last.</summary>
    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) hash.Dispose();
        base.Dispose(disposing);
    }

    private async Task StoreAsync(CancellationToken cancellationToken)
    {
        if (Parts == urls.Count)
            throw new CarryException($"the content has more than the {urls.Count} parts of {buffer.Length} bytes that the list has URLs for: make a list with more of them, and start again.");
        var part = buffer.AsMemory(0, filled);
        await transfer.PutAsync(await urls.AtAsync(Parts, cancellationToken), $"part {Parts + 1}", part, cancellationToken);
        hash.AppendData(part.Span);
        Parts++;
        Bytes += filled;
        filled = 0;
    }
}
