using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecr.Api;

namespace Notejam.Sandbox.Ecr.Replication;

/// <summary>Which repositories' images go to which regions.</summary>
/// <param name="Prefixes">Of the repositories' names; none stands for all repositories.</param>
public sealed record ReplicationRule(IReadOnlyList<string> Regions, IReadOnlyList<string> Prefixes)
{
    /// <summary>Reads the rules of a configuration.</summary>
    public static IReadOnlyList<ReplicationRule> Read(string rules) =>
        [.. (JsonNode.Parse(rules) as JsonArray ?? []).OfType<JsonObject>().Select(rule => new ReplicationRule(
            [.. rule.Objects("destinations").Select(destination => destination.Required("region"))],
            [.. rule.Objects("repositoryFilters").Select(filter => filter.Required("filter"))]))];

    /// <summary>The regions that a repository's images go to.</summary>
    public static IReadOnlyList<string> Destinations(string rules, string repository) =>
        [.. Read(rules).Where(rule => rule.Matches(repository)).SelectMany(rule => rule.Regions).Distinct()];

    private bool Matches(string repository) => Prefixes.Count == 0 || Prefixes.Any(prefix => repository.StartsWith(prefix, StringComparison.Ordinal));
}
