using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Gateway;

/// <summary>Reads requests of the JSON protocol.</summary>
internal static class JsonReading
{
    /// <summary>A text, or null when absent or empty.</summary>
    public static string? Text(this JsonObject json, string name) => json[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String
        && value.GetValue<string>() is { Length: > 0 } text ? text : null;

    /// <summary>A text that the operation cannot do without.</summary>
    public static string Required(this JsonObject json, string name, string errorCode) =>
        json.Text(name) ?? throw new AwsException(errorCode, $"{char.ToUpperInvariant(name[0])}{name[1..]} must be specified.");

    /// <summary>A whole number, or null.</summary>
    public static int? Number(this JsonObject json, string name) =>
        json[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? (int)AsDouble(value) : null;

    /// <summary>Any number, or null.</summary>
    public static double? Real(this JsonObject json, string name) =>
        json[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? AsDouble(value) : null;

    /// <summary>A truth value, or null.</summary>
    public static bool? Flag(this JsonObject json, string name) => json[name]?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>A structure; empty when absent.</summary>
    public static JsonObject Structure(this JsonObject? json, string name) => json?[name] as JsonObject ?? [];

    /// <summary>The structures of a list.</summary>
    public static IReadOnlyList<JsonObject> Structures(this JsonObject json, string name) =>
        json[name] is JsonArray list ? [.. list.OfType<JsonObject>()] : [];

    /// <summary>The first structure of a list; empty when there is none.</summary>
    public static JsonObject FirstStructure(this JsonObject json, string name) => json.Structures(name) is [var first, ..] ? first : [];

    /// <summary>The first text of a list, or null.</summary>
    public static string? FirstText(this JsonObject json, string name) => json.Texts(name) is [var first, ..] ? first : null;

    /// <summary>The texts of a list.</summary>
    public static IReadOnlyList<string> Texts(this JsonObject json, string name) =>
        json[name] is JsonArray list ? [.. list.OfType<JsonValue>().Select(item => item.ToString())] : [];

    /// <summary>A moment written as seconds since the epoch, or null.</summary>
    public static DateTimeOffset? Moment(this JsonObject json, string name) =>
        json[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)(AsDouble(value) * 1000))
            : null;

    // A node read from text converts to any number; one made in this process only to the type it was made of.
    private static double AsDouble(JsonValue value) => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);

    /// <summary>A list of texts.</summary>
    public static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    /// <summary>A list of structures, copied: a node belongs to one tree only.</summary>
    public static JsonArray Array(IEnumerable<JsonObject> structures) => new([.. structures.Select(item => item.DeepClone())]);
}
