using System.Text.Json.Nodes;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Infra;

/// <summary>Reads the changes out of the messages of <c>terraform plan -json</c>.</summary>
public static class PlanReader
{
    /// <summary>The plan's changes; reads of data sources and no-ops are none.</summary>
    public static PlanSummary Read(string stack, string workspace, IEnumerable<JsonObject> messages, string planFile)
    {
        var changes = new List<PlannedChange>();
        var outputs = false;
        foreach (var message in messages)
        {
            switch ((string?)message["type"])
            {
                case "planned_change":
                    var action = (string)message["change"]!["action"]!;
                    if (action is "create" or "update" or "delete" or "replace") changes.Add(new PlannedChange((string)message["change"]!["resource"]!["addr"]!, action));
                    break;
                case "outputs":
                    outputs = (message["outputs"] as JsonObject ?? []).Any(output => (string?)output.Value?["action"] is not (null or "noop"));
                    break;
            }
        }

        return new PlanSummary(stack, workspace, changes, outputs, planFile);
    }

    /// <summary>The numbers that an apply reports at its end.</summary>
    public static (int Added, int Changed, int Destroyed) ReadApplied(IEnumerable<JsonObject> messages)
    {
        var summary = messages.LastOrDefault(message => (string?)message["type"] == "change_summary" && (string?)message["changes"]?["operation"] == "apply")?["changes"];
        return ((int?)summary?["add"] ?? 0, (int?)summary?["change"] ?? 0, (int?)summary?["remove"] ?? 0);
    }
}
