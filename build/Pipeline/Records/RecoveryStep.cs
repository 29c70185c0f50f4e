using System.Text.Json.Serialization;

namespace Notejam.Pipeline.Records;

/// <summary>How a step of a recovery ended.</summary>
public enum RecoveryStepOutcome
{
    /// <summary>It did its work.</summary>
    Done,

    /// <summary>It did not.</summary>
    Failed,

    /// <summary>What it needs had failed.</summary>
    Skipped,
}

/// <summary>A step of a drill, a failover or a failback.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Needs">The steps whose ends it waits for.</param>
/// <param name="Says">What it did, or why it failed.</param>
public sealed record RecoveryStep(string Name, RecoveryStepOutcome Outcome, DateTimeOffset StartedAt, double Seconds, IReadOnlyList<string> Needs, string Says)
{
    /// <summary>When it ended.</summary>
    [JsonIgnore]
    public DateTimeOffset EndedAt => StartedAt.AddSeconds(Seconds);
}
