using Notejam.Pipeline.Recovery.Journal;

namespace Notejam.Pipeline.Recovery;

/// <summary>What the things of a drill or a failover are called, and by which tag they are known.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Id">The drill's or failover's id.</param>
/// <param name="Purpose">Which of the two it is: neither may change or remove what is the other's.</param>
public sealed record RecoveryName(string Environment, string Id, RecoveryPurpose Purpose = RecoveryPurpose.Drill)
{
    /// <summary>The tag that everything carries which this recovery may change or remove.</summary>
    public string Tag => TagOf(Purpose);

    /// <summary>The tags of all that the pipeline itself makes.</summary>
    public IReadOnlyDictionary<string, string> Tags => new Dictionary<string, string> { [Tag] = Id, ["Project"] = "notejam", ["Environment"] = Environment, ["ManagedBy"] = "pipeline" };

    /// <summary>Begin of the names of all of an environment's drills, or of its failovers.</summary>
    public static string PrefixOf(string environment, RecoveryPurpose purpose) => PrefixOfName($"notejam-{environment}", purpose);

    /// <summary>The same of the environment's name.</summary>
    /// <param name="name">For example <c>notejam-production</c>.</param>
    public static string PrefixOfName(string name, RecoveryPurpose purpose) =>
        // Load balancers have names of 32 characters: "failover" is too long for the longest environment.
        $"{name}-{(purpose == RecoveryPurpose.Drill ? "drill" : "live")}-";

    /// <summary>Whether a name is that of a drill or failover: the prefix, an id, and nothing else.</summary>
    /// <param name="prefix">Begin of such names.</param>
    public static bool IsOne(string? name, string prefix) => name?.StartsWith(prefix, StringComparison.Ordinal) == true && RecoveryStore.IsId(name.AsSpan(prefix.Length));

    /// <summary>The tag of all drills, or of all failovers.</summary>
    public static string TagOf(RecoveryPurpose purpose) => purpose == RecoveryPurpose.Drill ? "Drill" : "Failover";

    /// <inheritdoc />
    public override string ToString() => PrefixOf(Environment, Purpose) + Id;
}
