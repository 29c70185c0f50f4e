namespace Notejam.Commands.Carry;

/// <summary>
/// The presigned URLs of parts. They expire with the session of the run that signed them. A list that states when, and where its
/// successor lies, is read again before then.
/// </summary>
/// <param name="clock">Tells the time.</param>
internal sealed class PartUrls(Transfer transfer, PartList first, TimeProvider clock)
{
    // Of a list that is half over a newer one may be there; asked for it is at most once a minute.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private readonly DateTimeOffset began = clock.GetUtcNow();
    private PartList list = first;
    private DateTimeOffset readAt = clock.GetUtcNow();
    private DateTimeOffset? askedAt;

    /// <summary>How many parts the list has URLs for.</summary>
    public int Count => list.Parts.Count;

    /// <summary>The URL of a part, valid when it can be had.</summary>
    /// <param name="index">Which, from 0.</param>
    public async Task<Uri> AtAsync(int index, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (list is { Until: { } until, Again: { } again } && now - readAt > (until - readAt) / 2 && !(now - askedAt < Pause)) await ReadAgainAsync(again, now, cancellationToken);
        return list.Parts[index];
    }

    private async Task ReadAgainAsync(Uri again, DateTimeOffset now, CancellationToken cancellationToken)
    {
        askedAt = now;
        try
        {
            var newer = await PartList.ReadAsync(transfer, again, cancellationToken);
            // The run has not signed a newer list yet.
            if (newer.Until > list.Until && newer.Parts.Count == Count) (list, readAt) = (newer, now);
        }
        catch (CarryException exception)
        {
            // As long as the URLs that are here are good, nothing is lost.
            await Console.Error.WriteLineAsync($"after {(now - began).TotalMinutes:0} minutes no newer URLs can be had, and these end at {list.Until:HH:mm:ss} UTC: {exception.Message}");
        }
    }
}
