namespace Notejam.Pipeline.Tools.Waiting;

/// <summary>How often something is looked at: at first soon again, then less and less often, and never in step with others who look.</summary>
/// <param name="First">The shortest pause.</param>
/// <param name="Most">The longest one.</param>
internal sealed record Pace(TimeSpan First, TimeSpan Most)
{
    // From one second to three in a dozen looks.
    private const double Growth = 1.1;
    private const double Jitter = 0.25;
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MostAfterFailures = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MostAfterThrottles = TimeSpan.FromSeconds(30);

    /// <summary>That of most.</summary>
    public static Pace Usual { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));

    /// <summary>For what takes minutes at least, and may take hours.</summary>
    public static Pace Slow { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

    /// <summary>The pause after a look that found nothing new.</summary>
    /// <param name="looks">How many there were.</param>
    /// <param name="random">From 0 to 1.</param>
    public TimeSpan After(int looks, double random)
    {
        var full = Math.Min(First.TotalSeconds * Math.Pow(Growth, looks - 1), Most.TotalSeconds);
        return TimeSpan.FromSeconds(Math.Max(First.TotalSeconds, full * (1 - (Jitter * random))));
    }

    /// <summary>The pause after a look that failed: twice as long each time, and at least as long as after one that did not.</summary>
    /// <param name="failures">How many have failed one after the other.</param>
    /// <param name="random">From 0 to 1.</param>
    public TimeSpan AfterFailure(FailureKind kind, int failures, double random)
    {
        var most = kind == FailureKind.Throttled ? MostAfterThrottles : MostAfterFailures;
        var full = Math.Min(FirstBackOff.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 10)), most.TotalSeconds);
        return TimeSpan.FromSeconds(Math.Max(First.TotalSeconds, full * (1 - (Jitter * random))));
    }
}
