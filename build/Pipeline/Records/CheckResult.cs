using System.Text.Json.Serialization;

namespace Notejam.Pipeline.Records;

/// <summary>How a check ended.</summary>
public enum CheckOutcome
{
    /// <summary>As it should be.</summary>
    OK,

    /// <summary>To be looked at; nothing is lost yet.</summary>
    WARN,

    /// <summary>Not good: data could not be recovered as promised.</summary>
    NG,
}

/// <summary>What a check found.</summary>
/// <param name="Name">The check.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Evidence">What was seen.</param>
/// <param name="Remedy">What to do; null when all is well.</param>
public sealed record CheckResult(string Name, CheckOutcome Outcome, string Evidence, string? Remedy = null)
{
    /// <summary>
    /// Whether people are led to a Notejam only when this check finds nothing: whether its data, or its being the only writer, hang on it.
    /// Null: noted by a version that did not tell.
    /// </summary>
    public bool? Decides { get; init; }

    /// <summary>Whether it keeps the traffic where it is. Of a check of which that is not known it is assumed.</summary>
    [JsonIgnore]
    public bool Blocks => Outcome == CheckOutcome.NG && Decides != false;

    /// <summary>The same check, as one that decides where people are led.</summary>
    public CheckResult Deciding() => this with { Decides = true };

    /// <summary>A check that found all well.</summary>
    public static CheckResult Ok(string name, string evidence) => new(name, CheckOutcome.OK, evidence) { Decides = false };

    /// <summary>A check that found something to look at.</summary>
    public static CheckResult Warn(string name, string evidence, string remedy) => new(name, CheckOutcome.WARN, evidence, remedy) { Decides = false };

    /// <summary>A check that failed.</summary>
    public static CheckResult Bad(string name, string evidence, string remedy) => new(name, CheckOutcome.NG, evidence, remedy) { Decides = false };
}
