using System.Text.Json.Nodes;

namespace Notejam.Pipeline.Infra;

/// <summary>What is worth a line of Terraform's machine-readable output.</summary>
internal static class TerraformProgress
{
    /// <summary>A line for people, or null for a message that needs none.</summary>
    public static string? Describe(JsonObject message)
    {
        var hook = message["hook"];
        var address = (string?)hook?["resource"]?["addr"];
        // A data source that is read changes nothing.
        if ((string?)hook?["action"] == "read") return null;
        return (string?)message["type"] switch
        {
            "apply_start" => $"{Verb(hook)} {address}",
            "apply_complete" => $"{address}: done after {(double?)hook?["elapsed_seconds"] ?? 0:0} s",
            "apply_errored" => $"{address}: failed",
            _ => null,
        };
    }

    private static string Verb(JsonNode? hook) => (string?)hook?["action"] switch
    {
        "create" => "creating",
        "update" => "changing",
        "delete" => "destroying",
        var other => other ?? "working on",
    };
}
