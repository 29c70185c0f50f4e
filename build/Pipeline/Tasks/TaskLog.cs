using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Tools.Waiting;

namespace Notejam.Pipeline.Tasks;

/// <summary>Shows the lines of a task's log as they come. They are evidence: what cannot be read is said once, and stops nothing.</summary>
internal sealed class TaskLog(IAmazonCloudWatchLogs logs, string group, string? stream, TimeProvider time, IStageLog log)
{
    // A page may be empty and have a next one: a look follows a few, and the next look the others.
    private const int PagesALook = 20;
    // The log driver hands on what it has gathered some seconds after the task's end.
    private static readonly TimeSpan PatienceWithEnds = TimeSpan.FromSeconds(10);
    private string? _token;
    private bool _complained;
    private bool _hasShown;

    /// <summary>Shows what is new.</summary>
    public async Task ShowAsync(CancellationToken cancellationToken)
    {
        if (stream is null) return;
        try
        {
            for (var page = 0; page < PagesALook && await ShowPageAsync(cancellationToken); page++)
            {
            }
        }
        catch (Amazon.CloudWatchLogs.Model.ResourceNotFoundException)
        {
            // The task has not written anything yet.
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && AwsFailure.Is(exception))
        {
            // Said once.
            if (!_complained) log.Warn($"the log {group}/{stream} cannot be read ({exception.Message}): waiting without it");
            _complained = true;
        }
    }

    /// <summary>Shows what is new after the task's end; one of which nothing was seen yet is waited for.</summary>
    public async Task ShowEndAsync(CancellationToken cancellationToken)
    {
        if (stream is null || _hasShown || _complained) return;
        await new Polling(time, log).UntilAsync($"the log {group}/{stream}", PatienceWithEnds, async cancellation =>
        {
            await ShowAsync(cancellation);
            return _hasShown || _complained;
        }, cancellationToken);
    }

    /// <summary>Shows a page; false at the end, where the token is the one that was asked with.</summary>
    private async Task<bool> ShowPageAsync(CancellationToken cancellationToken)
    {
        var page = await logs.GetLogEventsAsync(new GetLogEventsRequest { LogGroupName = group, LogStreamName = stream, StartFromHead = true, NextToken = _token }, cancellationToken);
        foreach (var line in page.Events ?? []) log.Info("  | " + line.Message.TrimEnd());
        _hasShown |= page.Events is { Count: > 0 };
        var ends = page.NextForwardToken is null || page.NextForwardToken == _token;
        _token = page.NextForwardToken ?? _token;
        return !ends;
    }
}
