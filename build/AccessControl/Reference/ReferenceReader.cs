using System.Text.Json;

namespace Notejam.AccessControl.Reference;

/// <summary>Reads the files that <c>Data/refresh.mjs</c> writes.</summary>
internal static class ReferenceReader
{
    /// <summary>Reads the file of a service.</summary>
    public static ServiceReference ReadService(JsonElement service)
    {
        var prefix = service.GetProperty("prefix").GetString()!;
        return new ServiceReference(
            prefix,
            service.GetProperty("name").GetString()!,
            Members(service, "actions").Select(action => ReadAction(prefix, action)),
            Members(service, "resourceTypes").Select(type => new ResourceTypeReference(type.Name, type.Value.GetProperty("arn").GetString()!, Texts(type.Value, "conditionKeys"))),
            ReadConditionKeys(service));
    }

    /// <summary>Reads the condition keys of a file.</summary>
    public static ConditionKeys ReadConditionKeys(JsonElement file) =>
        new(Members(file, "conditionKeys").ToDictionary(key => key.Name, key => ConditionKeyType.Parse(key.Value.GetString()!), StringComparer.Ordinal));

    /// <summary>The texts of a member; none when it is left out.</summary>
    public static IReadOnlyList<string> Texts(JsonElement element, string name) =>
        element.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : [];

    private static ActionReference ReadAction(string service, JsonProperty action) => new(
        service,
        action.Name,
        ReadAccessLevel(action.Value.GetProperty("accessLevel").GetString()!),
        [.. Members(action.Value, "resourceTypes").Select(ReadResource)],
        Texts(action.Value, "conditionKeys"),
        Texts(action.Value, "dependentActions"));

    private static ActionResource ReadResource(JsonProperty type) =>
        new(type.Name, type.Value.TryGetProperty("required", out var required) && required.GetBoolean(), Texts(type.Value, "conditionKeys"));

    // "Tagging, Write" is the narrower one: it stands first.
    private static AccessLevel ReadAccessLevel(string text) =>
        Enum.Parse<AccessLevel>(text.Split(',')[0].Replace(" ", "", StringComparison.Ordinal), ignoreCase: true);

    private static JsonElement.ObjectEnumerator Members(JsonElement element, string name) =>
        element.TryGetProperty(name, out var members) ? members.EnumerateObject() : default;
}
