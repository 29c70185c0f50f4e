using System.IO.Enumeration;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Backup.Jobs;

/// <summary>Which resources a selection is for: those it names and that fulfil all its conditions, and those that carry one of its tags.</summary>
internal static class SelectionMatch
{
    private const string TagPrefix = "aws:ResourceTag/";

    /// <summary>Whether a selection is for a resource.</summary>
    public static bool Selects(JsonObject selection, string arn, IReadOnlyDictionary<string, string> tags)
    {
        if (selection.Texts("NotResources").Any(pattern => Like(pattern, arn))) return false;
        var named = selection.Texts("Resources");
        var conditions = selection.Structure("Conditions");
        var byName = (named.Count > 0 || conditions.Count > 0)
            && (named.Count == 0 || named.Any(pattern => Like(pattern, arn)))
            && conditions.All(condition => condition.Value is not JsonArray list || list.OfType<JsonObject>().All(each => Holds(condition.Key, each, tags)));
        return byName || selection.Structures("ListOfTags").Any(tag => Holds("StringEquals", tag, tags));
    }

    private static bool Holds(string kind, JsonObject condition, IReadOnlyDictionary<string, string> tags)
    {
        var key = condition.Text("ConditionKey") ?? "";
        var wanted = condition.Text("ConditionValue") ?? "";
        var value = tags.GetValueOrDefault(key.StartsWith(TagPrefix, StringComparison.Ordinal) ? key[TagPrefix.Length..] : key);
        return kind.ToUpperInvariant() switch
        {
            "STRINGEQUALS" => value == wanted,
            "STRINGNOTEQUALS" => value != wanted,
            "STRINGLIKE" => value is not null && Like(wanted, value),
            "STRINGNOTLIKE" => value is null || !Like(wanted, value),
            _ => throw new AwsException("InvalidParameterValueException", $"Unknown condition {kind}."),
        };
    }

    private static bool Like(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: false);
}
