using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Events.Delivery;

/// <summary>What a rule's target gets: the event, a part of it, a constant, or a template filled from it. Pure.</summary>
internal static partial class TargetInput
{
    /// <summary>The input of a target, JSON.</summary>
    public static string Of(JsonObject target, JsonObject happened)
    {
        if (target.Text("Input") is { } constant) return constant;
        if (target.Text("InputPath") is { } path) return (Find(happened, path) ?? new JsonObject()).ToJsonString();
        return target["InputTransformer"] is JsonObject transformer ? Fill(transformer, happened) : happened.ToJsonString();
    }

    private static string Fill(JsonObject transformer, JsonObject happened)
    {
        var values = transformer.Structure("InputPathsMap").ToDictionary(pair => pair.Key, pair => Find(happened, pair.Value?.GetValue<string>() ?? ""));
        values["aws.events.event.json"] = happened;
        var template = transformer.Text("InputTemplate") ?? "";
        var filled = Placeholder().Replace(template, match =>
        {
            if (!values.TryGetValue(match.Groups["name"].Value, out var value)) return match.Value;
            var isText = value is JsonValue known && known.GetValueKind() == JsonValueKind.String;
            // Within a JSON text the value's own characters stand, escaped; elsewhere the value as JSON.
            var isInText = template[..match.Index].Count(letter => letter == '"') % 2 == 1;
            if (value is null) return isInText ? "" : "null";
            return isInText && isText ? value.ToJsonString()[1..^1] : value.ToJsonString();
        });
        return IsJson(filled) ? filled : JsonValue.Create(filled)!.ToJsonString();
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var _ = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // $.detail.name, $.list[0]
    private static JsonNode? Find(JsonNode root, string path)
    {
        JsonNode? found = root;
        foreach (var step in Step().Matches(path).Select(match => match.Groups))
        {
            if (step["index"].Success) found = found is JsonArray list && int.Parse(step["index"].Value, System.Globalization.CultureInfo.InvariantCulture) is var index && index < list.Count ? list[index] : null;
            else found = (found as JsonObject)?[step["name"].Value];
        }

        return found;
    }

    [GeneratedRegex("<(?<name>[A-Za-z0-9_.-]+)>")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\.(?<name>[^.\[]+)|\[(?<index>\d+)\]")]
    private static partial Regex Step();
}
