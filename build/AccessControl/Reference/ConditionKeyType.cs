namespace Notejam.AccessControl.Reference;

/// <summary>What the values of a condition key are.</summary>
/// <param name="Kind">What one value is.</param>
/// <param name="IsMultivalued">Whether a request can have several values of it.</param>
public readonly record struct ConditionKeyType(ConditionValueKind Kind, bool IsMultivalued)
{
    /// <summary>Reads the name that the reference writes.</summary>
    /// <exception cref="FormatException">There is no such type.</exception>
    public static ConditionKeyType Parse(string text)
    {
        var isMultivalued = text.StartsWith("ArrayOf", StringComparison.Ordinal);
        return Enum.TryParse<ConditionValueKind>(isMultivalued ? text["ArrayOf".Length..] : text, ignoreCase: true, out var kind)
            ? new ConditionKeyType(kind, isMultivalued)
            : throw new FormatException($"There is no type of condition keys '{text}'.");
    }
}

/// <summary>What one value of a condition key is.</summary>
public enum ConditionValueKind
{
    /// <summary>A text.</summary>
    String,

    /// <summary>An ARN.</summary>
    Arn,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Bool,

    /// <summary>A number.</summary>
    Numeric,

    /// <summary>A moment, in ISO 8601 or in seconds since 1970.</summary>
    Date,

    /// <summary>An address, v4 or v6.</summary>
    IpAddress,
}
