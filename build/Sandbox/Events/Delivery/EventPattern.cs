using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Events.Delivery;

/// <summary>EventBridge's patterns: whether one matches an event. Pure.</summary>
internal static class EventPattern
{
    /// <summary>Whether a pattern matches an event; a pattern that is not understood matches nothing.</summary>
    public static bool Matches(JsonObject pattern, JsonObject? subject) => pattern.All(field => field.Key == "$or"
        ? field.Value is JsonArray choices && choices.OfType<JsonObject>().Any(choice => Matches(choice, subject))
        : MatchesField(field.Value, subject, field.Key));

    private static bool MatchesField(JsonNode? pattern, JsonObject? subject, string name)
    {
        if (pattern is JsonObject nested)
        {
            return subject?[name] switch
            {
                JsonObject inner => Matches(nested, inner),
                // Of a list of structures one must match.
                JsonArray list => list.OfType<JsonObject>().Any(inner => Matches(nested, inner)),
                _ => Matches(nested, null),
            };
        }

        var exists = subject?.ContainsKey(name) == true;
        return pattern is JsonArray choices && choices.Any(choice => choice is JsonObject rule && rule.Flag("exists") is { } wanted
            ? wanted == exists
            : exists && Values(subject![name]).Any(value => MatchesValue(choice, value)));
    }

    private static JsonArray Values(JsonNode? node) => node is JsonArray list ? list : new JsonArray(node?.DeepClone());

    private static bool MatchesValue(JsonNode? choice, JsonNode? value) => choice is JsonObject rule
        ? rule.Count == 1 && rule.Single() is var (name, operand) && MatchesRule(name, operand, value)
        : IsSame(choice, value);

    private static bool MatchesRule(string name, JsonNode? operand, JsonNode? value) => name switch
    {
        "prefix" => Text(value) is { } text && Affix(operand, text, text.StartsWith),
        "suffix" => Text(value) is { } text && Affix(operand, text, text.EndsWith),
        "equals-ignore-case" => Text(value) is { } text && text.Equals(Text(operand), StringComparison.OrdinalIgnoreCase),
        "wildcard" => Text(value) is { } text && Text(operand) is { } wild && MatchesWildcard(wild, text),
        "numeric" => Number(value) is { } number && operand is JsonArray conditions && MatchesNumber(conditions, number),
        "cidr" => Text(value) is { } text && IPAddress.TryParse(text, out var address) && IPNetwork.TryParse(Text(operand), out var network) && network.Contains(address),
        "anything-but" => !Refused(operand, value),
        _ => false,
    };

    private static bool Refused(JsonNode? operand, JsonNode? value) => operand switch
    {
        JsonArray list => list.Any(each => IsSame(each, value)),
        JsonObject rule when rule.Count == 1 && rule.Single().Value is JsonArray several => several.Any(each => MatchesRule(rule.Single().Key, each, value)),
        JsonObject rule => MatchesValue(rule, value),
        _ => IsSame(operand, value),
    };

    private static bool Affix(JsonNode? operand, string text, Func<string, StringComparison, bool> test) => operand is JsonObject rule
        ? rule.Text("equals-ignore-case") is { } folded && test(folded, StringComparison.OrdinalIgnoreCase)
        : Text(operand) is { } exact && test(exact, StringComparison.Ordinal) && text.Length >= exact.Length;

    private static bool MatchesWildcard(string pattern, string text) => System.Text.RegularExpressions.Regex.IsMatch(
        text, $"^{System.Text.RegularExpressions.Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal)}$", System.Text.RegularExpressions.RegexOptions.Singleline);

    private static bool MatchesNumber(JsonArray conditions, double number)
    {
        for (var index = 0; index + 1 < conditions.Count; index += 2)
        {
            if (Number(conditions[index + 1]) is not { } bound) return false;
            var holds = Text(conditions[index]) switch
            {
                "=" => number == bound,
                "<" => number < bound,
                "<=" => number <= bound,
                ">" => number > bound,
                ">=" => number >= bound,
                _ => false,
            };
            if (!holds) return false;
        }

        return conditions.Count > 0 && conditions.Count % 2 == 0;
    }

    private static bool IsSame(JsonNode? left, JsonNode? right) => Number(left) is { } number ? Number(right) == number : JsonNode.DeepEquals(left, right);

    private static string? Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static double? Number(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture) : null;
}
