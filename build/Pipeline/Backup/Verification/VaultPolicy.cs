using System.Text.Json.Nodes;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Backup.Verification;

/// <summary>What a vault's access policy keeps somebody from. Only denials are read: they win whatever the caller's own policies allow.</summary>
public static class VaultPolicy
{
    /// <summary>Whether a role is denied an action for certain. A condition that is not understood here denies nothing.</summary>
    public static bool Denies(string? policy, string action, string roleArn) => PolicyDocument.Statements(policy).Any(statement => Denies(statement, action, roleArn));

    private static bool Denies(JsonObject statement, string action, string roleArn) =>
        (string?)statement["Effect"] == "Deny"
        && IsAbout(statement["Principal"], roleArn)
        && PolicyDocument.IsAboutAction(statement, action)
        && (statement["Condition"] as JsonObject ?? []).All(test => test.Value is JsonObject keys && keys.All(key => Holds(test.Key, key.Key, PolicyDocument.Texts(key.Value), roleArn)));

    private static bool IsAbout(JsonNode? principal, string roleArn) => principal switch
    {
        JsonValue value => value.GetValue<string>() == "*",
        JsonObject kinds => PolicyDocument.Texts(kinds["AWS"]).Any(name => name == "*" || name == roleArn),
        _ => false,
    };

    private static bool Holds(string test, string key, IReadOnlyList<string> values, string roleArn) => (test, key) switch
    {
        ("ArnNotLike" or "ArnNotEquals" or "StringNotLike" or "StringNotEquals", "aws:PrincipalArn") => !values.Any(pattern => PolicyDocument.Like(pattern, roleArn)),
        ("ArnLike" or "ArnEquals" or "StringLike" or "StringEquals", "aws:PrincipalArn") => values.Any(pattern => PolicyDocument.Like(pattern, roleArn)),
        ("Bool", "aws:PrincipalIsAWSService") => values.Contains("false"),
        _ => false,
    };
}
