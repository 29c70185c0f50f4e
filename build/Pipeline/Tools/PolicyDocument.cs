using System.IO.Enumeration;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notejam.Pipeline.Tools;

/// <summary>Reads the JSON of a policy of AWS: of a role, a vault or a key.</summary>
internal static class PolicyDocument
{
    /// <summary>The statements; none when there is no policy, or it is none.</summary>
    public static IReadOnlyList<JsonObject> Statements(string? policy)
    {
        if (policy is null) return [];
        try
        {
            return [.. Many((StrictJson.Parse(policy) as JsonObject)?["Statement"]).OfType<JsonObject>()];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>Whether a statement is about an action.</summary>
    public static bool IsAboutAction(JsonObject statement, string action) => Texts(statement["Action"]).Any(pattern => Like(pattern, action));

    /// <summary>The texts of a member.</summary>
    public static IReadOnlyList<string> Texts(JsonNode? node) => [.. Many(node).OfType<JsonValue>().Select(value => value.ToString())];

    /// <summary>Whether a text is like a pattern, in which * and ? stand for others; upper and lower case are the same.</summary>
    public static bool Like(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true);

    // A list of one may be written without brackets.
    private static List<JsonNode?> Many(JsonNode? node) => node is JsonArray list ? [.. list] : [node];
}
