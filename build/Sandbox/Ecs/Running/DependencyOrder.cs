using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Ecs.Running;

/// <summary>The order in which the containers of a task start.</summary>
internal static class DependencyOrder
{
    /// <summary>Each after those that it depends on; otherwise as defined.</summary>
    /// <exception cref="CannotStartTaskException">They depend on each other.</exception>
    public static IReadOnlyList<JsonObject> Of(IReadOnlyList<JsonObject> containers)
    {
        var ordered = new List<JsonObject>();
        while (ordered.Count < containers.Count)
        {
            var started = ordered.Select(container => (string)container["name"]!).ToHashSet();
            var next = containers.FirstOrDefault(container => !ordered.Contains(container) && Needs(container).All(started.Contains))
                ?? throw new CannotStartTaskException("ClientException: the containers' dependsOn form a cycle or name a container that is not there");
            ordered.Add(next);
        }

        return ordered;
    }

    private static IEnumerable<string> Needs(JsonObject container) =>
        (container["dependsOn"]?.AsArray() ?? []).Select(dependency => (string)dependency!["containerName"]!);
}
