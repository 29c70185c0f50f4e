namespace Notejam.Pipeline.Tests.Recovery;

/// <summary>The day of the samples; short waits are over at once, a ceiling's only when a test wants it.</summary>
internal sealed class RecoveryTime : TimeProvider
{
    private DateTimeOffset _now = RecoverySamples.Now;

    public bool CeilingPasses { get; set; }

    public override DateTimeOffset GetUtcNow() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var isCeiling = dueTime > TimeSpan.FromMinutes(30);
        if (!isCeiling) _now += dueTime;
        return System.CreateTimer(callback, state, isCeiling && !CeilingPasses ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
