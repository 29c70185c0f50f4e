using System;
using System.Collections.Generic;
using System.Linq;

namespace Notejam.Polyfills.Aws.Generator.Json;

/// <summary>A JSON object; its members keep the order of the text.</summary>
internal sealed class JsonObject
{
    private readonly List<KeyValuePair<string, object?>> _members = [];
    private readonly Dictionary<string, object?> _byName = new(StringComparer.Ordinal);

    /// <summary>All members in order.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Members => _members;

    /// <summary>The member's value, or null when there is none.</summary>
    public object? this[string name] => _byName.TryGetValue(name, out var value) ? value : null;

    /// <summary>Adds a member.</summary>
    /// <exception cref="FormatException">There is one of that name.</exception>
    public void Add(string name, object? value)
    {
        if (_byName.ContainsKey(name)) throw new FormatException($"JSON: member {name} appears twice");
        _byName.Add(name, value);
        _members.Add(new KeyValuePair<string, object?>(name, value));
    }

    public bool Has(string name) => _byName.ContainsKey(name);

    public bool Flag(string name) => this[name] is true;

    public string? Text(string name) => this[name] as string;

    public JsonObject? Object(string name) => this[name] as JsonObject;

    public IReadOnlyList<object?>? Array(string name) => this[name] as List<object?>;

    /// <summary>The strings of an array; none when the member is absent.</summary>
    public IEnumerable<string> Texts(string name) => Array(name)?.OfType<string>() ?? [];

    /// <summary>The member objects by name, in order; none when the member is absent.</summary>
    public IEnumerable<KeyValuePair<string, JsonObject>> Objects(string name)
    {
        foreach (var member in Object(name)?.Members ?? [])
        {
            if (member.Value is JsonObject value) yield return new KeyValuePair<string, JsonObject>(member.Key, value);
        }
    }

    /// <summary>A member that must be there.</summary>
    /// <exception cref="FormatException">It is absent or no string.</exception>
    public string RequiredText(string name) =>
        Text(name) ?? throw new FormatException($"the model lacks the string \"{name}\"");

    /// <summary>A member that must be there.</summary>
    /// <exception cref="FormatException">It is absent or no object.</exception>
    public JsonObject RequiredObject(string name) =>
        Object(name) ?? throw new FormatException($"the model lacks the object \"{name}\"");
}
