using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Ecs.Api;

/// <summary>Small help with JSON documents; a node has one parent, so all that is passed on is copied.</summary>
internal static class JsonHelp
{
    /// <summary>A text that the operation cannot do without.</summary>
    public static string Required(this JsonObject input, string name) =>
        (string?)input[name] is { Length: > 0 } text ? text : throw new AwsException("InvalidParameterException", $"{name} should not be null or empty.");

    /// <summary>Copies members that are there.</summary>
    public static JsonObject CopyFrom(this JsonObject target, JsonObject source, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (source[name] is { } value) target[name] = value.DeepClone();
        return target;
    }

    /// <summary>Gives a member a value unless it has one.</summary>
    public static void Default(this JsonObject target, string name, JsonNode value)
    {
        if (target[name] is null) target[name] = value;
    }

    /// <summary>Sets a moment, if there is one.</summary>
    public static void SetMoment(this JsonObject target, string name, DateTimeOffset? moment)
    {
        if (moment is { } known) target[name] = AwsResponse.Epoch(known);
    }

    /// <summary>A list of documents.</summary>
    public static JsonArray List(IEnumerable<JsonNode?> items) => new([.. items]);

    /// <summary>A list of texts.</summary>
    public static JsonArray Texts(IEnumerable<string> items) => new([.. items.Select(item => (JsonNode)JsonValue.Create(item))]);

    /// <summary>The texts of a list; none when it is absent.</summary>
    public static IReadOnlyList<string> Strings(this JsonObject input, string name) =>
        [.. (input[name]?.AsArray() ?? []).Select(item => (string)item!)];

    /// <summary>Tags as ECS writes them.</summary>
    public static JsonArray Tags(IReadOnlyDictionary<string, string> tags) =>
        List(tags.Select(tag => new JsonObject { ["key"] = tag.Key, ["value"] = tag.Value }));

    /// <summary>Tags as ECS takes them.</summary>
    public static Dictionary<string, string> ReadTags(JsonObject input) => (input["tags"]?.AsArray() ?? [])
        .ToDictionary(tag => (string)tag!["key"]!, tag => (string?)tag!["value"] ?? "");
}
