using System.Text.Json.Nodes;

namespace Notejam.Sandbox.CodeDeploy.Model;

/// <summary>All that CodeDeploy keeps, by region.</summary>
public sealed class CodeDeployState
{
    public SortedDictionary<string, CodeDeployRegion> Regions { get; init; } = [];
}

/// <summary>What CodeDeploy keeps in one region.</summary>
public sealed class CodeDeployRegion
{
    /// <summary>Applications by name, as the API describes them.</summary>
    public SortedDictionary<string, JsonObject> Applications { get; init; } = [];

    /// <summary>Deployment groups by <see cref="GroupKey"/>, as the API describes them.</summary>
    public SortedDictionary<string, JsonObject> Groups { get; init; } = [];

    /// <summary>Deployment configurations of one's own, by name.</summary>
    public SortedDictionary<string, JsonObject> Configs { get; init; } = [];

    public SortedDictionary<string, Deployment> Deployments { get; init; } = [];

    /// <summary>Tags by ARN.</summary>
    public SortedDictionary<string, SortedDictionary<string, string>> Tags { get; init; } = [];

    /// <summary>The key of a deployment group.</summary>
    public static string GroupKey(string application, string group) => $"{application}/{group}";
}
