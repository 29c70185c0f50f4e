using System.Text.Json.Nodes;

namespace Notejam.Infra.Tests.Policy;

/// <summary>A resource as a plan leaves it: what is known of it, and what only its creation will tell.</summary>
internal sealed record PlannedResource(string Address, string Type, JsonObject After, JsonNode? Unknown, JsonNode? Sensitive)
{
    /// <summary>Its module's address; empty in the root.</summary>
    public string Module => Address.LastIndexOf(Type + ".", StringComparison.Ordinal) is > 0 and var at ? Address[..(at - 1)] : "";

    /// <summary>A value by its path, for example <c>rule.0.kms_key</c>; null when there is none or it is not known yet.</summary>
    public JsonNode? this[string path] => Walk(After, path);

    /// <summary>Whether a value is given, be it known or not.</summary>
    public bool Has(string path) => this[path] is JsonValue value ? !(value.TryGetValue<string>(out var text) && text.Length == 0) : WillBeKnown(path);

    /// <summary>Whether a value is true, and known to be. Some attributes of the provider are texts that tell unset from false.</summary>
    public bool IsTrue(string path) => this[path] is JsonValue value && (value.TryGetValue<bool>(out var truth) ? truth : value.ToString() == "true");

    /// <summary>Whether a value, or one that it is a part of, is known only after the apply.</summary>
    private bool WillBeKnown(string path)
    {
        var node = Unknown;
        foreach (var step in path.Split('.'))
        {
            node = Step(node, step);
            if (node is JsonValue value && value.TryGetValue<bool>(out var unknown) && unknown) return true;
        }

        return false;
    }

    private static JsonNode? Walk(JsonNode? node, string path) => path.Split('.').Aggregate(node, Step);

    private static JsonNode? Step(JsonNode? node, string step) => node switch
    {
        JsonObject item => item[step],
        JsonArray list when int.TryParse(step, out var index) && index < list.Count => list[index],
        _ => null,
    };
}
