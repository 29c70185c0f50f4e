using System.Text.Json.Nodes;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Infra;

/// <summary>Reads what a plan would do: from the messages of <c>terraform plan -json</c> whether anything, from <c>terraform show -json</c> what.</summary>
public static class PlanReader
{
    /// <summary>Whether a plan's messages announce a change of a resource; reads of data sources and no-ops are none.</summary>
    public static bool HasChanges(IEnumerable<JsonObject> messages) =>
        messages.Any(message => (string?)message["type"] == "planned_change" && (string?)message["change"]?["action"] is "create" or "update" or "delete" or "replace" or "import" or "move" or "remove");

    /// <summary>Whether a plan's messages announce a change of an output.</summary>
    public static bool OutputsChange(IEnumerable<JsonObject> messages) =>
        messages.LastOrDefault(message => (string?)message["type"] == "outputs")?["outputs"] is JsonObject outputs
        && outputs.Any(output => (string?)output.Value?["action"] is not (null or "noop"));

    /// <summary>The changes of a plan as <c>terraform show -json</c> tells it.</summary>
    public static PlanSummary Read(string stack, string workspace, JsonObject plan, bool outputsChange, string planFile)
    {
        var changes = new List<PlannedChange>();
        var dangers = new List<PlanDanger>();
        foreach (var resource in (plan["resource_changes"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if ((string?)resource["mode"] == "data" || Action(resource) is not { } action) continue;
            var address = (string)resource["address"]!;
            changes.Add(new PlannedChange(address, action, action switch { "update" => Differences(resource), "replace" => ReplacePaths(resource), _ => [] }));
            dangers.AddRange(PlanDangers.Find(address, (string)resource["type"]!, action, resource["change"]!, (string?)resource["action_reason"]));
        }

        return new PlanSummary(stack, workspace, changes, dangers, outputsChange, planFile);
    }

    /// <summary>The numbers that an apply reports at its end.</summary>
    public static (int Added, int Changed, int Destroyed) ReadApplied(IEnumerable<JsonObject> messages)
    {
        var summary = messages.LastOrDefault(message => (string?)message["type"] == "change_summary" && (string?)message["changes"]?["operation"] is "apply" or "destroy")?["changes"];
        return ((int?)summary?["add"] ?? 0, (int?)summary?["change"] ?? 0, (int?)summary?["remove"] ?? 0);
    }

    private static string? Action(JsonObject resource)
    {
        var actions = (resource["change"]?["actions"] as JsonArray ?? []).Select(item => (string?)item).ToList();
        return actions switch
        {
            ["create"] => "create",
            ["update"] => "update",
            ["delete"] or ["forget"] => "delete",
            ["delete", "create"] or ["create", "delete"] => "replace",
            // An import without a difference changes nothing but the state.
            ["no-op"] when resource["change"]?["importing"] is not null => "update",
            _ => null,
        };
    }

    private static IReadOnlyList<string> Differences(JsonObject resource)
    {
        var (before, after, unknown) = (resource["change"]!["before"] as JsonObject, resource["change"]!["after"] as JsonObject, resource["change"]!["after_unknown"] as JsonObject);
        var names = (before ?? []).Concat(after ?? []).Concat(unknown ?? []).Select(pair => pair.Key).Distinct().Order(StringComparer.Ordinal);
        return [.. names.Where(name => !JsonNode.DeepEquals(before?[name], after?[name]) || unknown?[name] is JsonValue value && value.TryGetValue<bool>(out var isUnknown) && isUnknown)];
    }

    private static IReadOnlyList<string> ReplacePaths(JsonObject resource) =>
        [.. (resource["change"]!["replace_paths"] as JsonArray ?? []).OfType<JsonArray>().Select(path => string.Join('.', path.Select(step => step?.ToString()))).Distinct()];
}
