namespace Notejam.Pipeline.Tests.Support;

/// <summary>A clock on which every wait is over at once, and has taken its time all the same.</summary>
/// <param name="times">How many times as long as asked for it has taken: for tests of long patience.</param>
internal sealed class HurryingTime(int times = 1) : TimeProvider
{
    private DateTimeOffset _now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => _now;

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _now += dueTime * times;
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
