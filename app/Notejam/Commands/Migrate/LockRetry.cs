using Npgsql;

namespace Notejam.Commands.Migrate;

/// <summary>Decides whether a statement that did not get a lock is tried again, and when.</summary>
internal static class LockRetry
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Whether an error says that others hold what a statement needs.</summary>
    public static bool IsConflict(Exception exception) => Answer(exception)?.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected;

    /// <summary>Whether it was a deadlock, which the server ends by ending one of the sessions.</summary>
    public static bool IsDeadlock(Exception exception) => Answer(exception)?.SqlState == PostgresErrorCodes.DeadlockDetected;

    /// <summary>How long others go first before the next attempt; null when the attempts are used up.</summary>
    /// <param name="attempt">The one that has failed, from 1.</param>
    public static TimeSpan? PauseAfter(int attempt, int attempts) =>
        attempt >= attempts ? null : TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, attempt - 1)));

    // EF wraps what the database answers.
    private static PostgresException? Answer(Exception? exception) => exception is null or PostgresException ? (PostgresException?)exception : Answer(exception.InnerException);
}
