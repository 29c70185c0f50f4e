using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Tools.Waiting;

/// <summary>
/// Looks at something in AWS until it is as it should be, or its time is over: what all waits of the pipeline are made of. A call that
/// fails and may succeed the next time ends no watch: what is looked at goes on, whoever looks. What was tolerated is told.
/// </summary>
internal sealed class Polling(TimeProvider time, IStageLog log)
{
    // Who renews credentials does it in moments, or has gone home.
    private static readonly TimeSpan PatienceWithCredentials = TimeSpan.FromMinutes(5);

    /// <summary>How often it looks.</summary>
    public Pace Pace { get; init; } = Pace.Usual;

    /// <summary>From 0 to 1: spreads the looks of several runs.</summary>
    public Func<double> Random { get; init; } = System.Random.Shared.NextDouble;

    /// <summary>Looks until a look says that it is over.</summary>
    /// <param name="what">What is looked at, for messages: <c>the backup job B-1</c>.</param>
    /// <param name="patience">How long; the last look is at its end.</param>
    /// <param name="look">One look; true: it is over. It may act, if to act twice does no harm.</param>
    /// <returns>Whether it was over in its time.</returns>
    /// <exception cref="PipelineException">Its time ended while it could not be looked at.</exception>
    public async Task<bool> UntilAsync(string what, TimeSpan patience, Func<CancellationToken, Task<bool>> look, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + patience;
        Trouble? trouble = null;
        for (var looks = 1; ; looks++)
        {
            TimeSpan pause;
            try
            {
                var isOver = await look(cancellationToken);
                if (trouble is not null) log.Info($"{what} can be looked at again, after {trouble.Count} failed looks in {(time.GetUtcNow() - trouble.Since).TotalSeconds:0} s");
                trouble = null;
                if (isOver) return true;
                if (time.GetUtcNow() >= deadline) return false;
                pause = Pace.After(looks, Random());
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && AwsFailure.KindOf(exception) is var kind and not FailureKind.Final)
            {
                trouble = Note(what, trouble, kind, exception, deadline);
                pause = Pace.AfterFailure(kind, trouble.Count, Random());
            }

            var left = deadline - time.GetUtcNow();
            await Task.Delay(pause < left ? pause : left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellationToken);
        }
    }

    /// <summary>Looks until a look finds something.</summary>
    /// <param name="what">What is looked at, for messages.</param>
    /// <param name="patience">How long; the last look is at its end.</param>
    /// <param name="look">One look; null: not yet.</param>
    /// <returns>What was found; null when its time was over before.</returns>
    /// <exception cref="PipelineException">Its time ended while it could not be looked at.</exception>
    public async Task<T?> FindAsync<T>(string what, TimeSpan patience, Func<CancellationToken, Task<T?>> look, CancellationToken cancellationToken) where T : class
    {
        T? found = null;
        await UntilAsync(what, patience, async cancellation => (found = await look(cancellation)) is not null, cancellationToken);
        return found;
    }

    private Trouble Note(string what, Trouble? before, FailureKind kind, Exception exception, DateTimeOffset deadline)
    {
        var now = time.GetUtcNow();
        var trouble = before is null ? new Trouble(kind, 1, now, now) : before with { Kind = kind, Count = before.Count + 1, KindSince = before.Kind == kind ? before.KindSince : now };
        var end = kind == FailureKind.Credentials && trouble.KindSince + PatienceWithCredentials < deadline ? trouble.KindSince + PatienceWithCredentials : deadline;
        var explained = Explanation.Of(exception);
        var problem = explained?.Cause ?? exception.Message;
        if (now >= end)
            throw new PipelineException(
                $"{what} could not be looked at {(trouble.Count == 1 ? "once more" : $"for {(now - trouble.Since).TotalSeconds:0} s, {trouble.Count} times")}: {problem}",
                $"{(kind == FailureKind.Credentials && explained?.Remedy is { } remedy ? remedy.TrimEnd('.') + "; what" : "What")} was begun goes on: run this again to follow it.", exception);
        if (before?.Kind != kind) log.Warn($"{what} cannot be looked at: {problem} Looking again until {end:HH:mm:ss} UTC.");
        return trouble;
    }

    /// <summary>Looks that have failed, one after the other.</summary>
    /// <param name="Kind">How the last one did.</param>
    /// <param name="Since">When the first one did.</param>
    /// <param name="KindSince">When the first one of this kind did.</param>
    private sealed record Trouble(FailureKind Kind, int Count, DateTimeOffset Since, DateTimeOffset KindSince);
}
