namespace Notejam.Pipeline.Records;

/// <summary>How a failback ended.</summary>
public enum FailbackOutcome
{
    /// <summary>The primary region serves again, with all that was written away, and nothing is left of the failover.</summary>
    Home,

    /// <summary>A step or a check failed, or something is left.</summary>
    Failed,
}

/// <summary>A failback: what was carried home, for how long nobody could write, and what is left.</summary>
public sealed record FailbackReport
{
    /// <summary>Tells the failback from others.</summary>
    public required string FailbackId { get; init; }

    /// <summary>The failover that it ends.</summary>
    public required string FailoverId { get; init; }

    /// <summary>Environment that came home.</summary>
    public required string Environment { get; init; }

    /// <summary>Region that serves again.</summary>
    public required string PrimaryRegion { get; init; }

    /// <summary>Region that served meanwhile.</summary>
    public required string Region { get; init; }

    /// <summary>How it ended.</summary>
    public required FailbackOutcome Outcome { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took.</summary>
    public required double Seconds { get; init; }

    /// <summary>Seconds in which nobody could use Notejam: from the freezing away to the switch; null when it did not come to that.</summary>
    public double? DownSeconds { get; init; }

    /// <summary>Rows that were carried home; null when none were.</summary>
    public long? Rows { get; init; }

    /// <summary>Rows of the home database that were written after what was restored at the failover; null when that is not known.</summary>
    public long? LateRows { get; init; }

    /// <summary>Snapshot of the home database as it was before; null when none was taken.</summary>
    public string? Snapshot { get; init; }

    /// <summary>The steps, in the order of their begin.</summary>
    public required IReadOnlyList<RecoveryStep> Steps { get; init; }

    /// <summary>What was checked.</summary>
    public required IReadOnlyList<CheckResult> Checks { get; init; }

    /// <summary>What is still there of the failover; none after a clean teardown.</summary>
    public required IReadOnlyList<string> Leftovers { get; init; }

    /// <summary>Where Notejam is reached.</summary>
    public Uri? Url { get; init; }
}
