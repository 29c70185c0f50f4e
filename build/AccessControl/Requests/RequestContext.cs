namespace Notejam.AccessControl.Requests;

/// <summary>The condition keys of a request with their values. Names of keys are the same in upper and lower case.</summary>
public sealed class RequestContext
{
    private readonly Dictionary<string, ContextValue> _values;
    private readonly RequestContext? _rest;

    private RequestContext(Dictionary<string, ContextValue> values, RequestContext? rest)
    {
        _values = values;
        _rest = rest;
    }

    /// <summary>One without keys.</summary>
    public static RequestContext Empty { get; } = new(new Dictionary<string, ContextValue>(StringComparer.OrdinalIgnoreCase), null);

    /// <summary>Keys of which each has one value.</summary>
    /// <exception cref="ArgumentException">A key stands twice.</exception>
    public static RequestContext Of(params IEnumerable<(string Key, string Value)> values) =>
        Of(values.Select(pair => KeyValuePair.Create(pair.Key, ContextValue.Of(pair.Value))));

    /// <summary>These keys.</summary>
    /// <exception cref="ArgumentException">A key stands twice.</exception>
    public static RequestContext Of(IEnumerable<KeyValuePair<string, ContextValue>> values) => new(new Dictionary<string, ContextValue>(values, StringComparer.OrdinalIgnoreCase), null);

    /// <summary>These keys, and those of another where they do not stand here.</summary>
    public RequestContext Over(RequestContext rest) =>
        IsEmpty ? rest : rest.IsEmpty ? this : new RequestContext(_values, _rest is null ? rest : _rest.Over(rest));

    /// <summary>The value of a key; null when the request does not have it.</summary>
    public ContextValue? Find(string key) => _values.TryGetValue(key, out var value) ? value : _rest?.Find(key);

    /// <summary>The keys that begin with a text, as they are written, with what they have.</summary>
    public IEnumerable<KeyValuePair<string, ContextValue>> StartingWith(string prefix) =>
        _values.Where(pair => pair.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).Concat(_rest is null ? [] : _rest.StartingWith(prefix).Where(pair => !_values.ContainsKey(pair.Key)));

    private bool IsEmpty => _values.Count == 0 && _rest is null;
}
