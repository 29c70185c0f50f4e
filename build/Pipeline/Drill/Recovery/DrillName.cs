namespace Notejam.Pipeline.Drill.Recovery;

/// <summary>What a drill's things are called, and by which tags they are known.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Id">The drill's id.</param>
public sealed record DrillName(string Environment, string Id)
{
    /// <summary>The tag that everything carries which a drill may change or remove.</summary>
    public const string Tag = "Drill";

    /// <summary>Begin of the names of all drills of an environment.</summary>
    public static string PrefixOf(string environment) => $"notejam-{environment}-drill-";

    /// <summary>The tags of all that the pipeline itself makes.</summary>
    public IReadOnlyDictionary<string, string> Tags => new Dictionary<string, string> { [Tag] = Id, ["Project"] = "notejam", ["Environment"] = Environment, ["ManagedBy"] = "pipeline" };

    /// <inheritdoc />
    public override string ToString() => PrefixOf(Environment) + Id;
}
