using System.Collections.Frozen;

namespace Notejam.AccessControl.Reference;

/// <summary>Condition keys and their types, with those whose name has a part of the caller's: <c>aws:ResourceTag/${TagKey}</c>.</summary>
public sealed class ConditionKeys
{
    private readonly FrozenDictionary<string, ConditionKeyType> _exact;
    private readonly (string Before, string After, ConditionKeyType Type)[] _patterns;

    internal ConditionKeys(IReadOnlyDictionary<string, ConditionKeyType> types)
    {
        Types = types;
        _exact = types.Where(type => !IsPattern(type.Key)).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _patterns = [.. types.Where(type => IsPattern(type.Key)).Select(type => (type.Key[..type.Key.IndexOf("${", StringComparison.Ordinal)], type.Key[(type.Key.LastIndexOf('}') + 1)..], type.Value))];
    }

    /// <summary>The keys as the reference writes them.</summary>
    public IReadOnlyDictionary<string, ConditionKeyType> Types { get; }

    /// <summary>The type of a key as a policy or request writes it; null when there is no such key.</summary>
    public ConditionKeyType? Find(string key)
    {
        if (_exact.TryGetValue(key, out var type)) return type;
        foreach (var (before, after, pattern) in _patterns)
        {
            if (key.Length > before.Length + after.Length && key.StartsWith(before, StringComparison.OrdinalIgnoreCase) && key.EndsWith(after, StringComparison.OrdinalIgnoreCase)) return pattern;
        }

        return null;
    }

    private static bool IsPattern(string key) => key.Contains("${", StringComparison.Ordinal);
}
