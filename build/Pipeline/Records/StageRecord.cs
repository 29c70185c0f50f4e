namespace Notejam.Pipeline.Records;

/// <summary>Whether a stage had work to do.</summary>
public enum StageOutcome
{
    /// <summary>It did its work.</summary>
    Done,

    /// <summary>Its work was done already.</summary>
    Skipped,

    /// <summary>It did not reach its end.</summary>
    Failed,
}

/// <summary>What a stage hands to the next, and what it says of itself.</summary>
/// <param name="Record">The stage's record.</param>
/// <param name="Outcome">Whether it had work to do.</param>
/// <param name="Reason">What it did, or why there was nothing to do.</param>
public sealed record StageResult<T>(T Record, StageOutcome Outcome, string Reason);

/// <summary>Makes results.</summary>
public static class StageResult
{
    /// <summary>A stage that did its work.</summary>
    public static StageResult<T> Done<T>(T record, string what) => new(record, StageOutcome.Done, what);

    /// <summary>A stage that found its work done.</summary>
    public static StageResult<T> Skipped<T>(T record, string why) => new(record, StageOutcome.Skipped, why);
}

/// <summary>Where a run delivers to: records of one place never count at another.</summary>
/// <param name="Account">The AWS account's id, or the sandbox with its endpoint.</param>
/// <param name="Region">The region.</param>
/// <param name="Environment">The environment.</param>
public sealed record Destination(string Account, string Region, string Environment)
{
    /// <inheritdoc />
    public override string ToString() => $"{Environment} in {Region} of {Account}";
}

/// <summary>The envelope of <c>artifacts/&lt;stage&gt;.json</c>: of which sources, where, and how it went.</summary>
/// <param name="Destination">Null for a stage that delivers nothing, like Test.</param>
public sealed record StageEnvelope<T>(
    string Stage, SourceRevision Revision, Destination? Destination, StageOutcome Outcome, string Reason, DateTimeOffset At, T? Record);
