using Notejam.Sandbox.Ecr.Scanning;

namespace Notejam.Sandbox.Ecr.Model;

/// <summary>What ECR keeps in one region.</summary>
public sealed class EcrRegion
{
    public SortedDictionary<string, Repository> Repositories { get; init; } = new(StringComparer.Ordinal);

    /// <summary>BASIC or ENHANCED.</summary>
    public string ScanType { get; set; } = "BASIC";

    /// <summary>The rules of the registry's scanning configuration, as JSON.</summary>
    public string ScanRules { get; set; } = "[]";

    /// <summary>The rules of the replication configuration, as JSON.</summary>
    public string ReplicationRules { get; set; } = "[]";

    /// <summary>The registry's policy, or null.</summary>
    public string? Policy { get; set; }

    /// <summary>Whether an image is scanned when it is pushed: its repository says so, which counts for basic scanning only, or the registry's rules do.</summary>
    public bool ScansOnPush(Repository repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        return (repository.ScanOnPush && ScanType == "BASIC") || ScanningRule.Matching(ScanRules, repository.Name).Any(rule => rule.ScansOnPush);
    }
}
