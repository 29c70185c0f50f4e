namespace Notejam.Pipeline.Records;

/// <summary>How a drill ended.</summary>
public enum DrillOutcome
{
    /// <summary>Notejam worked in the disaster-recovery region with its data, in time, and nothing is left.</summary>
    Passed,

    /// <summary>A step or a check failed, a target was missed, or something is left.</summary>
    Failed,
}

/// <summary>A picture of a page of Notejam, as it was during the drill.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="PngBase64">The picture, as PNG in Base64.</param>
public sealed record DrillScreenshot(string Title, string PngBase64);

/// <summary>A disaster-recovery drill: what was restored, how long it took, what was found, and what is left.</summary>
public sealed record DrillReport
{
    /// <summary>Tells the drill from others; part of the names of all that it made.</summary>
    public required string DrillId { get; init; }

    /// <summary>Environment that was restored.</summary>
    public required string Environment { get; init; }

    /// <summary>Region that is thought lost.</summary>
    public required string PrimaryRegion { get; init; }

    /// <summary>Region that it was restored in.</summary>
    public required string Region { get; init; }

    /// <summary>How it ended.</summary>
    public required DrillOutcome Outcome { get; init; }

    /// <summary>When it began: the moment of the disaster.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took, teardown included.</summary>
    public required double Seconds { get; init; }

    /// <summary>What was restored; null when nothing was found.</summary>
    public string? RecoveryPointArn { get; init; }

    /// <summary>The image that was rolled out, by digest; null when it is not known.</summary>
    public string? Image { get; init; }

    /// <summary>Seconds of data lost: from the newest canary in the restored database to the drill's begin; null when the database was not reached.</summary>
    public double? RpoSeconds { get; init; }

    /// <summary>The same by RDS's own word, from the last transaction in the snapshot; null when RDS did not tell.</summary>
    public double? SnapshotAgeSeconds { get; init; }

    /// <summary>How long it took until three moments.</summary>
    public required RecoveryTimes RtoSeconds { get; init; }

    /// <summary>What it is held against.</summary>
    public required RecoveryTargets Targets { get; init; }

    /// <summary>What it cost, by list prices and the time that things stood, in US dollars.</summary>
    public required decimal CostUsd { get; init; }

    /// <summary>The steps, in the order of their begin.</summary>
    public required IReadOnlyList<RecoveryStep> Steps { get; init; }

    /// <summary>What was checked.</summary>
    public required IReadOnlyList<CheckResult> Checks { get; init; }

    /// <summary>What is still there of it; none after a clean teardown.</summary>
    public required IReadOnlyList<string> Leftovers { get; init; }

    /// <summary>Where Notejam was, or with --keep still is, reached; null when it never was.</summary>
    public Uri? Url { get; init; }

    /// <summary>Whether it was kept standing, for people to look at.</summary>
    public bool Kept { get; init; }
}
