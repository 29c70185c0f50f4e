using System.IO.Enumeration;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notejam.Pipeline.Backup.Verification;

/// <summary>What a vault's access policy keeps somebody from. Only denials are read: they win whatever the caller's own policies allow.</summary>
public static class VaultPolicy
{
    /// <summary>Whether a role is denied an action for certain. A condition that is not understood here denies nothing.</summary>
    public static bool Denies(string? policy, string action, string roleArn)
    {
        if (policy is null) return false;
        try
        {
            return Many(JsonNode.Parse(policy)?["Statement"]).OfType<JsonObject>().Any(statement => Denies(statement, action, roleArn));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool Denies(JsonObject statement, string action, string roleArn) =>
        (string?)statement["Effect"] == "Deny"
        && IsAbout(statement["Principal"], roleArn)
        && Texts(statement["Action"]).Any(pattern => Like(pattern, action))
        && (statement["Condition"] as JsonObject ?? []).All(test => test.Value is JsonObject keys && keys.All(key => Holds(test.Key, key.Key, Texts(key.Value), roleArn)));

    private static bool IsAbout(JsonNode? principal, string roleArn) => principal switch
    {
        JsonValue value => value.GetValue<string>() == "*",
        JsonObject kinds => Texts(kinds["AWS"]).Any(name => name == "*" || name == roleArn),
        _ => false,
    };

    private static bool Holds(string test, string key, IReadOnlyList<string> values, string roleArn) => (test, key) switch
    {
        ("ArnNotLike" or "ArnNotEquals" or "StringNotLike" or "StringNotEquals", "aws:PrincipalArn") => !values.Any(pattern => Like(pattern, roleArn)),
        ("ArnLike" or "ArnEquals" or "StringLike" or "StringEquals", "aws:PrincipalArn") => values.Any(pattern => Like(pattern, roleArn)),
        ("Bool", "aws:PrincipalIsAWSService") => values.Contains("false"),
        _ => false,
    };

    // A list of one may be written without brackets.
    private static List<JsonNode?> Many(JsonNode? node) => node is JsonArray list ? [.. list] : [node];

    private static IReadOnlyList<string> Texts(JsonNode? node) => [.. Many(node).OfType<JsonValue>().Select(value => value.ToString())];

    private static bool Like(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true);
}
