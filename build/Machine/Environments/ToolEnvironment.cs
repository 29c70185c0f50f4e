using System.Globalization;

namespace Notejam.Machine.Environments;

/// <summary>What a program may inherit of the caller's environment: what changes the meaning of a command stays out, by allow lists.</summary>
/// <param name="Families">Variables that the program itself reads: a name, or the beginning of names with a star. <c>*</c> is all there are.</param>
/// <param name="Kept">Those of them that it gets all the same.</param>
public sealed record ToolEnvironment(IReadOnlyList<string> Families, IReadOnlyList<string> Kept)
{
    /// <summary>Of the removed variables, those that the run names, because the user may have meant them.</summary>
    public IReadOnlyList<string> Told { get; init; } = [];

    /// <summary>How it takes configuration by numbered variables: kept are those entries that a filter lets through.</summary>
    internal Func<IReadOnlyDictionary<string, string>, Dictionary<string, string>> Finish { get; init; } = environment => environment.ToDictionary(Variables.Comparer);

    /// <summary>The environment that the program gets.</summary>
    public IReadOnlyDictionary<string, string> Of(IReadOnlyDictionary<string, string> environment) =>
        Finish(environment.Where(variable => !Matches(Families, variable.Key) || Matches(Kept, variable.Key)).ToDictionary(Variables.Comparer));

    /// <summary>The names that are taken out and worth a line.</summary>
    public IReadOnlyList<string> Removed(IReadOnlyDictionary<string, string> environment)
    {
        var left = Of(environment);
        return [.. environment.Keys.Where(name => !left.ContainsKey(name) && Matches(Told, name)).Order(StringComparer.Ordinal)];
    }

    // MSBuild and Windows know no case, and no program has two variables that differ in case only.
    private static bool Matches(IReadOnlyList<string> patterns, string name) => patterns.Any(pattern => pattern.EndsWith('*')
        ? name.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)
        : name.Equals(pattern, StringComparison.OrdinalIgnoreCase));

    /// <summary>Of git's configuration by variables, what says that a folder may be read: CI systems give it so.</summary>
    internal static Dictionary<string, string> SafeDirectories(IReadOnlyDictionary<string, string> environment)
    {
        const string Family = "GIT_CONFIG_";
        var left = environment.Where(variable => !(variable.Key is Family + "COUNT" || variable.Key.StartsWith(Family + "KEY_", StringComparison.Ordinal) || variable.Key.StartsWith(Family + "VALUE_", StringComparison.Ordinal)))
            .ToDictionary(Variables.Comparer);
        if (!int.TryParse(environment.GetValueOrDefault(Family + "COUNT"), CultureInfo.InvariantCulture, out var count)) return left;
        var kept = 0;
        for (var index = 0; index < Math.Min(count, environment.Count); index++)
        {
            if (!string.Equals(environment.GetValueOrDefault(FormattableString.Invariant($"{Family}KEY_{index}")), "safe.directory", StringComparison.OrdinalIgnoreCase)) continue;
            left[FormattableString.Invariant($"{Family}KEY_{kept}")] = "safe.directory";
            left[FormattableString.Invariant($"{Family}VALUE_{kept}")] = environment.GetValueOrDefault(FormattableString.Invariant($"{Family}VALUE_{index}")) ?? "";
            kept++;
        }

        if (kept > 0) left[Family + "COUNT"] = kept.ToString(CultureInfo.InvariantCulture);
        return left;
    }
}
