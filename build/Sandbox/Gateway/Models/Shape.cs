using System.Text.Json;

namespace Notejam.Sandbox.Gateway.Models;

/// <summary>A shape of a service's model: what a value consists of and which values are valid.</summary>
public sealed record Shape
{
    /// <summary>Its name in the model.</summary>
    public required string Name { get; init; }

    /// <summary><c>structure</c>, <c>list</c>, <c>map</c>, <c>string</c>, <c>integer</c>, <c>timestamp</c> …</summary>
    public required string Type { get; init; }

    /// <summary>Members of a structure, by name.</summary>
    public IReadOnlyDictionary<string, ShapeMember> Members { get; init; } = new Dictionary<string, ShapeMember>();

    /// <summary>Names of the members without which a structure is not valid.</summary>
    public IReadOnlySet<string> Required { get; init; } = new HashSet<string>();

    /// <summary>Elements of a list, or values of a map.</summary>
    public ShapeMember? Element { get; init; }

    /// <summary>Keys of a map.</summary>
    public ShapeMember? Key { get; init; }

    /// <summary>Least length of a text, a list or a map; least value of a number.</summary>
    public double? Min { get; init; }

    /// <summary>Greatest length or value.</summary>
    public double? Max { get; init; }

    /// <summary>The pattern of a text as the model writes it, in Java's syntax.</summary>
    public ValuePattern? Pattern { get; init; }

    /// <summary>The values of an enumeration; empty for all other shapes.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Whether a list's elements follow its name without a level between.</summary>
    public bool IsFlattened { get; init; }

    /// <summary>Whether messages leave the value out.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>The member that is the whole body, or null.</summary>
    public string? Payload { get; init; }

    /// <summary>The code of an error on the wire, where it differs from the shape's name.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The HTTP status of an error; null when the model names none.</summary>
    public int? ErrorStatus { get; init; }

    /// <summary>Whether it has parts.</summary>
    public bool IsStructured => Type is "structure" or "list" or "map";

    /// <summary>Reads a shape of a model.</summary>
    internal static Shape Read(string name, JsonElement json) => new()
    {
        Name = name,
        Type = json.GetProperty("type").GetString()!,
        Members = json.TryGetProperty("members", out var members) ? members.EnumerateObject().ToDictionary(member => member.Name, member => ShapeMember.Read(member.Value)) : new Dictionary<string, ShapeMember>(),
        Required = Texts(json, "required").ToHashSet(),
        Element = Member(json, "member") ?? Member(json, "value"),
        Key = Member(json, "key"),
        Min = Number(json, "min"),
        Max = Number(json, "max"),
        Pattern = Text(json, "pattern") is { } pattern ? new ValuePattern(pattern) : null,
        Values = Texts(json, "enum"),
        IsFlattened = Flag(json, "flattened"),
        IsSensitive = Flag(json, "sensitive"),
        Payload = Text(json, "payload"),
        ErrorCode = json.TryGetProperty("error", out var error) ? Text(error, "code") : null,
        ErrorStatus = error.ValueKind == JsonValueKind.Object && error.TryGetProperty("httpStatusCode", out var status) ? status.GetInt32() : null,
    };

    private static ShapeMember? Member(JsonElement json, string name) => json.TryGetProperty(name, out var member) ? ShapeMember.Read(member) : null;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static double? Number(JsonElement json, string name) => json.TryGetProperty(name, out var number) ? number.GetDouble() : null;

    private static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out var flag) && flag.GetBoolean();

    private static string[] Texts(JsonElement json, string name) =>
        json.TryGetProperty(name, out var texts) ? [.. texts.EnumerateArray().Select(text => text.GetString()!)] : [];
}
