using System.Text.RegularExpressions;

namespace Notejam.AccessControl.Reference;

/// <summary>A resource type as the Service Authorization Reference has it.</summary>
/// <param name="Name">Its name within the service: <c>task-definition</c>.</param>
/// <param name="ArnFormat">Its ARN with placeholders: <c>arn:${Partition}:ecs:${Region}:${Account}:cluster/${ClusterName}</c>.</param>
/// <param name="ConditionKeys">Keys that requests about it can have.</param>
public sealed partial record ResourceTypeReference(string Name, string ArnFormat, IReadOnlyList<string> ConditionKeys)
{
    // A format may have * itself: a recovery point is of any account, or of none.
    private readonly Regex _arn = new(
        $"^{Placeholder().Replace(Regex.Escape(ArnFormat), ".+").Replace(@"\*", ".*", StringComparison.Ordinal)}$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline);

    private readonly Regex _parts = new(
        $"^{string.Join("(.+?)", PlaceholderAsWritten().Split(ArnFormat).Select(part => Regex.Escape(part).Replace(@"\*", ".*", StringComparison.Ordinal)))}$", RegexOptions.CultureInvariant | RegexOptions.Singleline);
    private readonly string[] _placeholders = [.. PlaceholderAsWritten().Matches(ArnFormat).Select(match => match.Value[2..^1])];

    /// <summary>How much of the format is no placeholder: of two that match an ARN the one with more says what it is.</summary>
    internal int Literals { get; } = PlaceholderAsWritten().Replace(ArnFormat, "").Length;

    /// <summary>Whether an ARN can be of this type. A bucket's format also matches its objects: see <see cref="ServiceReference.FindResourceType(string)" />.</summary>
    public bool Matches(string arn) => _arn.IsMatch(arn);

    /// <summary>What an ARN of this type has for each placeholder of its format, by the placeholder's name; none when it is of another type.</summary>
    public IReadOnlyDictionary<string, string> ValuesIn(string arn)
    {
        var match = _parts.Match(arn);
        return match.Success
            ? _placeholders.Select((name, index) => (name, match.Groups[index + 1].Value)).ToDictionary(pair => pair.name, pair => pair.Value)
            : new Dictionary<string, string>();
    }

    [GeneratedRegex(@"\\\$\\\{[^}]+}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\$\{[^}]+}")]
    private static partial Regex PlaceholderAsWritten();
}
