using Notejam.Pipeline.Options.Rules;

namespace Notejam.Pipeline.Options;

/// <summary>How many values an option takes.</summary>
public enum OptionKind
{
    /// <summary>None, or <c>true</c> or <c>false</c>.</summary>
    Switch,

    /// <summary>Exactly one.</summary>
    Value,

    /// <summary>Any number.</summary>
    List,
}

/// <summary>An option of the build: a parameter, as NUKE calls it.</summary>
/// <param name="Member">Its name as NUKE knows it, which is that of <c>.nuke/parameters.json</c>: <c>FailOn</c>.</param>
/// <param name="Kind">How many values it takes.</param>
/// <param name="Rule">What each value must be.</param>
public sealed record BuildOption(string Member, OptionKind Kind, OptionRuleAttribute Rule)
{
    /// <summary>Its name on the command line, without dashes in front: <c>fail-on</c>.</summary>
    public string Name { get; } = string.Concat(Member.Select((letter, index) => char.IsUpper(letter) && index > 0 ? "-" + letter : letter.ToString())).ToLowerInvariant();

    /// <summary>Whether its values are targets, which one word may list: <c>Test+Image</c>.</summary>
    public bool IsTargets { get; init; }

    /// <summary>Whether it has a meaning in <c>.nuke/parameters.json</c>: NUKE reads some before that file.</summary>
    public bool IsReadFromFiles { get; init; } = true;

    /// <summary>The targets that use it; null for all.</summary>
    public IReadOnlySet<string>? Targets { get; init; }

    /// <summary>A name as NUKE compares it: whatever its case and dashes.</summary>
    public static string Key(string name) => name.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
}
