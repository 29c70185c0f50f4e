namespace Notejam.AccessControl.Requests;

/// <summary>What a request has for a condition key.</summary>
/// <param name="Values">One, or for a key of several values any number.</param>
/// <param name="IsMultivalued">Whether the key can have several values: the type says it, not their number.</param>
public sealed record ContextValue(IReadOnlyList<string> Values, bool IsMultivalued)
{
    /// <summary>The value of a key that has one.</summary>
    public static ContextValue Of(string value) => new([value], false);

    /// <summary>The values of a key that can have several.</summary>
    public static ContextValue Of(IReadOnlyList<string> values) => new(values, true);

    /// <summary>Whether the key is there and yet has no value, as a list of none, or of an empty text.</summary>
    internal bool IsNull => IsMultivalued && IsEmpty;

    /// <summary>Whether nothing but empty texts is in it: to set operators that is an empty set.</summary>
    internal bool IsEmpty => Values.All(value => value.Length == 0);
}
