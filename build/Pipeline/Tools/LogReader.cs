using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;

namespace Notejam.Pipeline.Tools;

/// <summary>
/// Reads logs of CloudWatch by following its tokens: a page may be empty although events follow (botocore logs FilterLogEvents: "This
/// operation can return empty results while there are more log events available through the token").
/// </summary>
internal sealed class LogReader(IAmazonCloudWatchLogs logs)
{
    // A group that is searched for long has thousands of them, and evidence is wanted soon.
    private const int MostPages = 50;

    /// <summary>The last lines of a stream, in their order; none when it has none.</summary>
    /// <exception cref="ResourceNotFoundException">There is no such group or stream.</exception>
    public async Task<IReadOnlyList<string>> ReadEndAsync(string group, string stream, int count, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        string? token = null;
        for (var page = 0; page < MostPages && lines.Count < count; page++)
        {
            var found = await logs.GetLogEventsAsync(new GetLogEventsRequest { LogGroupName = group, LogStreamName = stream, Limit = count, StartFromHead = false, NextToken = token }, cancellationToken);
            // Each page is older than the one before it.
            lines.InsertRange(0, (found.Events ?? []).Select(line => line.Message.TrimEnd()));
            // At the stream's end the token is the one that was asked with.
            if (found.NextBackwardToken is null || found.NextBackwardToken == token) break;
            token = found.NextBackwardToken;
        }

        return [.. lines.TakeLast(count)];
    }

    /// <summary>Messages of a group since a moment, in their order.</summary>
    /// <returns>The messages, and whether these are all.</returns>
    /// <exception cref="ResourceNotFoundException">There is no such group.</exception>
    public async Task<(IReadOnlyList<string> Messages, bool AreAll)> ReadSinceAsync(string group, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var messages = new List<string>();
        var request = new FilterLogEventsRequest { LogGroupName = group, StartTime = Math.Max(0, since.ToUnixTimeMilliseconds()) };
        for (var page = 0; page < MostPages; page++)
        {
            var found = await logs.FilterLogEventsAsync(request, cancellationToken);
            messages.AddRange((found.Events ?? []).Select(item => item.Message));
            if (string.IsNullOrEmpty(found.NextToken)) return (messages, true);
            request.NextToken = found.NextToken;
        }

        return (messages, false);
    }
}
