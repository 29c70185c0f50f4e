using System.Globalization;

namespace Notejam.Sandbox.Gateway;

/// <summary>The flat parameters of the AWS query protocol, read as a tree: <c>Filters.Filter.1.Values.Value.2</c>.</summary>
public sealed class QueryParameters(IReadOnlyDictionary<string, string> values)
{
    /// <summary>All parameters as they came.</summary>
    public IReadOnlyDictionary<string, string> All => values;

    /// <summary>A value, or null when absent or empty.</summary>
    public string? this[string name] => values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>A value that the operation cannot do without.</summary>
    public string Required(string name) => this[name] ?? throw new AwsException("MissingParameter", $"The request must contain the parameter {name}");

    /// <summary>A whole number, or null.</summary>
    /// <exception cref="AwsException">The value is no whole number.</exception>
    public int? Number(string name) => this[name] is { } text ? Whole(text, name) : null;

    /// <summary>A truth value, or null.</summary>
    public bool? Bool(string name) => this[name] is { } text ? string.Equals(text, "true", StringComparison.OrdinalIgnoreCase) : null;

    /// <summary>A list of plain values: <c>Strings("SubnetIds", "SubnetIdentifier")</c>; members are also found under <c>member</c>.</summary>
    public IReadOnlyList<string> Strings(string name, string member = "member") =>
        [.. Indexes(name, member).Select(prefix => this[prefix] ?? "")];

    /// <summary>A list of structures, each as its own parameters.</summary>
    public IReadOnlyList<QueryParameters> Structures(string name, string member = "member") =>
        [.. Indexes(name, member).Select(Under)];

    /// <summary>The parameters below a prefix.</summary>
    public QueryParameters Under(string prefix) => new(values
        .Where(pair => pair.Key.StartsWith(prefix + ".", StringComparison.Ordinal))
        .ToDictionary(pair => pair.Key[(prefix.Length + 1)..], pair => pair.Value));

    /// <summary>Whether a parameter, or one below it, was given, even if empty.</summary>
    public bool Has(string name) => values.Keys.Any(key => key == name || key.StartsWith(name + ".", StringComparison.Ordinal));

    private IEnumerable<string> Indexes(string name, string member)
    {
        foreach (var item in new[] { member, "member" }.Distinct())
        {
            var prefix = $"{name}.{item}.";
            var numbers = values.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
                .Select(key => key[prefix.Length..].Split('.')[0]).Distinct()
                .Select(text => Whole(text, name)).Order().ToList();
            if (numbers.Count == 0) continue;
            return numbers.Select(number => prefix + number.ToString(CultureInfo.InvariantCulture));
        }

        return [];
    }

    private static int Whole(string text, string name) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new AwsException("MalformedInput", $"Integer expected at {name}: {text}");
}
