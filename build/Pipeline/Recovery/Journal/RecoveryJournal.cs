using System.Text.Json.Nodes;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Recovery.Journal;

/// <summary>A drill, a failover or a failback under way: all that a later run must know to go on with it, or to take it down.</summary>
public sealed class RecoveryJournal
{
    /// <summary>Tells it from others; part of the names of all that it makes.</summary>
    public required string Id { get; init; }

    /// <summary>When it began: the moment of the disaster.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The run that has written it last; null when an older version did.</summary>
    public RunIdentity? Run { get; set; }

    /// <summary>Tells the write of one run from another's: a run that is refused looks whether what stands there is its own.</summary>
    public string? Writer { get; set; }

    /// <summary>What it is held against.</summary>
    public required RecoveryTargets Targets { get; init; }

    /// <summary>The steps that have ended.</summary>
    public List<RecoveryStep> Steps { get; init; } = [];

    /// <summary>What was checked.</summary>
    public List<CheckResult> Checks { get; init; } = [];

    /// <summary>What done steps left, by their names.</summary>
    public Dictionary<string, JsonNode?> Values { get; init; } = [];

    /// <summary>Whether its end has begun: from then on nothing is made any more, only taken down.</summary>
    public bool IsEnding { get; set; }

    /// <summary>Whether it is kept standing: a drill for people to look at, a failover to serve.</summary>
    public bool Kept { get; set; }

    /// <summary>How many restores have failed: the next one is another job.</summary>
    public int Attempt { get; set; }

    /// <summary>Seconds from the begin to a step's end; null for one that is not done.</summary>
    public double? SecondsTo(string step) => Steps.FirstOrDefault(done => done.Name == step && done.Outcome == RecoveryStepOutcome.Done) is { } done ? (done.EndedAt - StartedAt).TotalSeconds : null;

    /// <summary>Notes a step's end. One that failed in an earlier run and was done again is told once.</summary>
    public void Note(RecoveryStep step, IReadOnlyList<CheckResult> checks)
    {
        ArgumentNullException.ThrowIfNull(step);
        Steps.RemoveAll(earlier => earlier.Name == step.Name);
        Steps.Add(step);
        Checks.RemoveAll(earlier => checks.Any(check => check.Name == earlier.Name));
        Checks.AddRange(checks);
    }
}
