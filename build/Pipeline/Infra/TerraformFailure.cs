using System.Text.Json.Nodes;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Secrets;

namespace Notejam.Pipeline.Infra;

/// <summary>Turns Terraform's diagnostics into one message with cause and remedy.</summary>
internal static class TerraformFailure
{
    /// <summary>From the messages of a <c>-json</c> run.</summary>
    public static PipelineException FromMessages(string command, string stack, IEnumerable<JsonObject> messages, string error)
    {
        var diagnostics = messages.Where(message => (string?)message["type"] == "diagnostic" && (string?)message["diagnostic"]?["severity"] == "error")
            .Select(message => Describe(message["diagnostic"]!)).Distinct().ToList();
        return FromText(command, stack, diagnostics.Count > 0 ? string.Join('\n', diagnostics) : error);
    }

    /// <summary>From plain output.</summary>
    public static PipelineException FromText(string command, string stack, string text)
    {
        var clean = string.Join('\n', text.Split('\n').Select(line => line.Trim('│', '╷', '╵', ' ')).Where(line => line.Length > 0));
        return new PipelineException($"terraform {command} failed in {Path.GetFileName(stack)}:\n{clean}", Remedy(clean));
    }

    private static string Remedy(string text) => DeletedSecret.RemedyOf(text) ?? text switch
    {
        _ when text.Contains("Error acquiring the state lock", StringComparison.Ordinal) =>
            "Another run holds the state (who and since when stands above). Wait for it; if it is dead, terraform force-unlock with the lock's ID.",
        _ when text.Contains("Failed to query available provider packages", StringComparison.Ordinal) || text.Contains("Failed to install provider", StringComparison.Ordinal) =>
            "Terraform found no hashicorp/aws provider: give it a mirror in its CLI configuration, or access to its registry.",
        _ when text.Contains("connection refused", StringComparison.Ordinal) => "The endpoint does not answer: with --sandbox, run ./build.sh Sandbox and look at its log.",
        _ => "Correct the cause and run the same command again: it goes on where this one stopped.",
    };

    private static string Describe(JsonNode diagnostic)
    {
        var where = diagnostic["range"] is { } range ? $" ({range["filename"]}:{range["start"]?["line"]})" : "";
        var address = (string?)diagnostic["address"] is { } resource ? resource + ": " : "";
        return $"{address}{diagnostic["summary"]}{where}: {(string?)diagnostic["detail"]}".TrimEnd(' ', ':');
    }
}
