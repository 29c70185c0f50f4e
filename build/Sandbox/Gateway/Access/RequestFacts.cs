using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Gateway.Access;

/// <summary>
/// The members of a request as paths without list indexes, whatever its protocol: <c>Tags.Key</c>. What decides about access
/// reads names and ARNs here.
/// </summary>
public sealed class RequestFacts
{
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes a request apart.</summary>
    /// <param name="request">Its operation must be resolved.</param>
    public RequestFacts(AwsRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Request = request;
        Add("", request.Json);
        foreach (var (name, value) in request.Query.All) Add(WithoutIndexes(name), value);
        foreach (var (name, value) in request.Path) Add(name, value);
        foreach (var name in request.QueryString.AllKeys)
            foreach (var value in name is null ? [] : request.QueryString.GetValues(name) ?? [])
                Add(name!, value);
    }

    /// <summary>The request.</summary>
    public AwsRequest Request { get; }

    /// <summary>Every text in it.</summary>
    public IEnumerable<string> All => _values.Values.SelectMany(values => values);

    /// <summary>The texts of some members.</summary>
    public IReadOnlyList<string> Of(params IReadOnlyList<string> members) =>
        [.. members.SelectMany(member => _values.TryGetValue(member, out var values) ? values : []).Distinct(StringComparer.Ordinal)];

    /// <summary>The first text of some members, or null.</summary>
    public string? First(params IReadOnlyList<string> members) => Of(members) is [var first, ..] ? first : null;

    /// <summary>Whether it has a member.</summary>
    public bool Has(string member) => _values.ContainsKey(member);

    /// <summary>The tags that it gives to something: <c>Tags</c>, <c>tags</c>, <c>TagSpecification</c>, <c>BackupVaultTags</c> …</summary>
    public IReadOnlyDictionary<string, string> Tags()
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, node) in Request.Json)
            if (name.EndsWith("Tags", StringComparison.OrdinalIgnoreCase)) Collect(node, tags);
        foreach (var (name, key) in Request.Query.All)
        {
            if (name.Contains("Tag", StringComparison.Ordinal) && name.EndsWith(".Key", StringComparison.Ordinal))
                tags[key] = Request.Query.All.GetValueOrDefault(name[..^".Key".Length] + ".Value") ?? "";
        }

        return tags;
    }

    /// <summary>The keys of the tags that it gives or takes away.</summary>
    public IReadOnlyList<string> TagKeys() => [.. Tags().Keys.Concat(Of("TagKeys", "TagKeyList")).Distinct(StringComparer.Ordinal)];

    private static void Collect(JsonNode? node, Dictionary<string, string> tags)
    {
        if (node is JsonObject map)
        {
            foreach (var (key, value) in map)
                if (value is JsonValue text && text.GetValueKind() == JsonValueKind.String) tags[key] = text.GetValue<string>();
        }
        else if (node is JsonArray list)
        {
            foreach (var tag in list.OfType<JsonObject>())
                if ((tag.Text("Key") ?? tag.Text("key") ?? tag.Text("TagKey")) is { } key) tags[key] = tag.Text("Value") ?? tag.Text("value") ?? tag.Text("TagValue") ?? "";
        }
    }

    // Tags.member.1.Key and SubnetId.1
    private static string WithoutIndexes(string name) =>
        string.Join('.', name.Split('.').Where(part => part != "member" && !int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _)));

    private void Add(string path, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json:
                foreach (var (name, value) in json) Add(path.Length == 0 ? name : $"{path}.{name}", value);
                break;
            case JsonArray list:
                foreach (var item in list) Add(path, item);
                break;
            case JsonValue value:
                Add(path, value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString());
                break;
        }
    }

    private void Add(string path, string value)
    {
        if (!_values.TryGetValue(path, out var values)) _values[path] = values = [];
        values.Add(value);
    }
}
