using System.Threading.Channels;

namespace Notejam.Mail;

/// <summary>
/// Wishes for a new password. The page only puts them here, so that its answer takes as long for an unknown address as for a
/// known one.
/// </summary>
public sealed class PasswordResetQueue
{
    private const int Capacity = 200;

    private readonly Channel<string> channel = Channel.CreateBounded<string>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    /// <summary>Adds a wish; false when there are too many.</summary>
    public bool TryAdd(string email) => channel.Writer.TryWrite(email);

    /// <summary>No more wishes come; those that are there are still read.</summary>
    public void Complete() => channel.Writer.TryComplete();

    /// <summary>All wishes until <see cref="Complete"/>.</summary>
    public IAsyncEnumerable<string> ReadAsync(CancellationToken cancellationToken) => channel.Reader.ReadAllAsync(cancellationToken);
}
