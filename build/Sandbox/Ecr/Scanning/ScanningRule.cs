using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notejam.Sandbox.Ecr.Api;

namespace Notejam.Sandbox.Ecr.Scanning;

/// <summary>When the images of which repositories are scanned, as the registry's configuration says it.</summary>
/// <param name="Frequency">SCAN_ON_PUSH, CONTINUOUS_SCAN or MANUAL.</param>
/// <param name="Filters">Repositories' names with <c>*</c>; one without is a part of a name.</param>
public sealed record ScanningRule(string Frequency, IReadOnlyList<string> Filters)
{
    /// <summary>Whether a pushed image is scanned.</summary>
    public bool ScansOnPush => Frequency is "SCAN_ON_PUSH" or "CONTINUOUS_SCAN";

    /// <summary>The rules that are about a repository.</summary>
    public static IEnumerable<ScanningRule> Matching(string rules, string repository) => Read(rules).Where(rule => rule.Applied(repository).Any());

    /// <summary>The filters that a repository's name passes.</summary>
    public IEnumerable<string> Applied(string repository) => Filters.Where(filter => Matches(filter, repository));

    private static IEnumerable<ScanningRule> Read(string rules) => (JsonNode.Parse(rules) as JsonArray ?? []).OfType<JsonObject>()
        .Select(rule => new ScanningRule(rule.Required("scanFrequency"), [.. rule.Objects("repositoryFilters").Select(filter => filter.Required("filter"))]));

    private static bool Matches(string filter, string repository) => filter.Contains('*', StringComparison.Ordinal)
        ? Regex.IsMatch(repository, $"^{Regex.Escape(filter).Replace("\\*", ".*", StringComparison.Ordinal)}$")
        : repository.Contains(filter, StringComparison.Ordinal);
}
