using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notejam.Infra.Tests.Policy;

/// <summary>One statement of a policy, with what is known of it at the time of the plan.</summary>
/// <param name="Source">Where it stands.</param>
/// <param name="Principals">Whom it is about; empty in a policy of a role.</param>
/// <param name="Resources">What it is about; what only the apply tells is not among them, and is never <c>*</c>.</param>
/// <param name="ConditionKeys">What a request must have for its conditions to hold.</param>
internal sealed record PolicyStatement(string Source, string Effect, IReadOnlyList<string> Principals, IReadOnlyList<string> Actions, IReadOnlyList<string> Resources, IReadOnlyList<string> ConditionKeys)
{
    /// <summary>Whether it holds only under a condition.</summary>
    public bool IsConditional => ConditionKeys.Count > 0;

    /// <summary>Whether some of what it is about only the apply tells.</summary>
    public bool HasUnknownResources { get; private init; }

    /// <summary>The statements of a policy's JSON; none when the text is no policy.</summary>
    public static IEnumerable<PolicyStatement> Parse(string source, string? json)
    {
        JsonObject? policy;
        try
        {
            policy = json is null ? null : JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException)
        {
            yield break;
        }

        var statements = policy?["Statement"] switch { JsonArray list => list.OfType<JsonObject>(), JsonObject one => [one], _ => [] };
        foreach (var statement in statements)
            yield return new PolicyStatement(source, (string?)statement[nameof(Effect)] ?? "Allow", Principal(statement["Principal"]), Texts(statement["Action"]), Texts(statement["Resource"]), Keys(statement["Condition"]));
    }

    /// <summary>The statements of a data source <c>aws_iam_policy_document</c> that can only be read during the apply.</summary>
    public static IEnumerable<PolicyStatement> Read(string source, JsonObject document) =>
        (document["statement"] as JsonArray ?? []).OfType<JsonObject>().Select(statement => new PolicyStatement(
            source,
            (string?)statement["effect"] ?? "Allow",
            [.. (statement["principals"] as JsonArray ?? []).OfType<JsonObject>().SelectMany(principal => Texts(principal["identifiers"]))],
            Texts(statement["actions"]),
            Texts(statement["resources"]),
            [.. (statement["condition"] as JsonArray ?? []).OfType<JsonObject>().Where(condition => !IsLenient((string)condition["test"]!)).Select(condition => (string)condition["variable"]!)])
        {
            HasUnknownResources = statement["resources"] is not JsonArray { Count: > 0 } resources || resources.Any(resource => resource is null),
        });

    // It holds too where a request has no such key.
    private static bool IsLenient(string test) => test.EndsWith("IfExists", StringComparison.Ordinal);

    private static IReadOnlyList<string> Keys(JsonNode? conditions) => [.. (conditions as JsonObject ?? []).Where(test => !IsLenient(test.Key)).Select(test => test.Value).OfType<JsonObject>().SelectMany(test => test.Select(key => key.Key))];

    private static IReadOnlyList<string> Principal(JsonNode? node) => node switch
    {
        JsonObject kinds => [.. kinds.SelectMany(kind => Texts(kind.Value))],
        _ => Texts(node),
    };

    private static IReadOnlyList<string> Texts(JsonNode? node) => node switch
    {
        JsonArray list => [.. list.OfType<JsonValue>().Select(item => item.ToString())],
        JsonValue one => [one.ToString()],
        _ => [],
    };
}
