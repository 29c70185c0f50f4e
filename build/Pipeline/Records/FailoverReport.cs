namespace Notejam.Pipeline.Records;

/// <summary>How a failover ended.</summary>
public enum FailoverOutcome
{
    /// <summary>Notejam serves from the disaster-recovery region.</summary>
    Serving,

    /// <summary>It does not yet: a step or a check failed.</summary>
    Failed,

    /// <summary>It was given up before the traffic was switched, and what stood of it is taken down.</summary>
    GivenUp,
}

/// <summary>A failover: what was restored, how long it took, what was found.</summary>
public sealed record FailoverReport
{
    /// <summary>Tells the failover from others; part of the names of all that it made.</summary>
    public required string FailoverId { get; init; }

    /// <summary>Environment that failed over.</summary>
    public required string Environment { get; init; }

    /// <summary>Region that does not serve any more.</summary>
    public required string PrimaryRegion { get; init; }

    /// <summary>Region that serves instead.</summary>
    public required string Region { get; init; }

    /// <summary>How it ended.</summary>
    public required FailoverOutcome Outcome { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it has taken, pauses between runs included.</summary>
    public required double Seconds { get; init; }

    /// <summary>Whether the primary region answered, so that its service was frozen; null when that was not found out.</summary>
    public bool? PrimaryFrozen { get; init; }

    /// <summary>What was restored; null when nothing was found.</summary>
    public string? RecoveryPointArn { get; init; }

    /// <summary>The image that was rolled out, by digest; null when it is not known.</summary>
    public string? Image { get; init; }

    /// <summary>Seconds of data lost: from the newest canary to the failover's begin, 0 when the primary was frozen before its last backup; null when the database was not reached.</summary>
    public double? RpoSeconds { get; init; }

    /// <summary>How long it took until three moments.</summary>
    public required RecoveryTimes RtoSeconds { get; init; }

    /// <summary>What it is held against.</summary>
    public required RecoveryTargets Targets { get; init; }

    /// <summary>The steps, in the order of their begin.</summary>
    public required IReadOnlyList<RecoveryStep> Steps { get; init; }

    /// <summary>What was checked.</summary>
    public required IReadOnlyList<CheckResult> Checks { get; init; }

    /// <summary>What is still there of one that was given up.</summary>
    public required IReadOnlyList<string> Leftovers { get; init; }

    /// <summary>Where Notejam is reached; null when it is not.</summary>
    public Uri? Url { get; init; }
}
