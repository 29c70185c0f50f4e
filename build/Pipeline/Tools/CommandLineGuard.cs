namespace Notejam.Pipeline.Tools;

/// <summary>
/// Looks at a command line before NUKE does. NUKE ignores <c>--name=value</c> and options that it does not know, so a typing
/// error would run with a default value: here it ends the run.
/// </summary>
public static class CommandLineGuard
{
    // Whose values are targets.
    private static readonly string[] TargetLists = ["skip", "target"];

    /// <summary>Splits <c>--name=value</c> into two words, as NUKE wants them, and replaces other names of targets by their own.</summary>
    /// <param name="aliases">Other name → name.</param>
    public static IReadOnlyList<string> Normalize(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> aliases)
    {
        var words = new List<string>();
        var isTarget = true;
        foreach (var argument in arguments)
        {
            if (!IsOption(argument))
            {
                words.Add(isTarget && aliases.TryGetValue(argument, out var name) ? name : argument);
                continue;
            }

            var at = argument.IndexOf('=', StringComparison.Ordinal);
            var option = at > 0 ? argument[..at] : argument;
            isTarget = TargetLists.Contains(Key(option), StringComparer.OrdinalIgnoreCase);
            words.Add(option);
            if (at > 0) words.Add(isTarget && aliases.TryGetValue(argument[(at + 1)..], out var named) ? named : argument[(at + 1)..]);
        }

        return words;
    }

    /// <summary>The problem with a command line, or null.</summary>
    /// <param name="arguments">As <see cref="Normalize"/> returns them.</param>
    /// <param name="options">The options that exist.</param>
    /// <param name="targets">The targets that exist.</param>
    public static string? Check(IReadOnlyList<string> arguments, IReadOnlyCollection<CommandLineOption> options, IReadOnlyCollection<string> targets)
    {
        var known = options.ToDictionary(option => Key(option.Name), StringComparer.OrdinalIgnoreCase);
        // The words before the first option are targets; after an option they are its values.
        foreach (var word in arguments.TakeWhile(argument => !IsOption(argument)))
            if (UnknownTarget(word, targets) is { } problem) return problem;

        for (var at = 0; at < arguments.Count; at++)
        {
            if (!IsOption(arguments[at])) continue;
            if (!known.TryGetValue(Key(arguments[at]), out var option))
                return $"There is no option {arguments[at]}.{Nearest(arguments[at], options.Select(name => "--" + name.Name))}\n  → ./build.sh --help lists all options.";
            var values = arguments.Skip(at + 1).TakeWhile(argument => !IsOption(argument)).ToList();
            if (Values(arguments[at], option, values, targets) is { } problem) return problem;
        }

        return null;
    }

    private static string? Values(string written, CommandLineOption option, List<string> values, IReadOnlyCollection<string> targets)
    {
        if (TargetLists.Contains(Key(option.Name), StringComparer.OrdinalIgnoreCase)) return values.Select(value => UnknownTarget(value, targets)).FirstOrDefault(problem => problem is not null);
        if (option.Kind == OptionKind.Value && values.Count == 0) return $"The option {written} has no value.\n  → Write {written} <value>.";
        var stray = option.Kind switch
        {
            OptionKind.Switch => values.Skip(values.Count > 0 && bool.TryParse(values[0], out _) ? 1 : 0).FirstOrDefault(),
            OptionKind.Value => values.Skip(1).FirstOrDefault(),
            _ => null,
        };
        if (stray is null) return null;
        var remedy = targets.Contains(stray, StringComparer.OrdinalIgnoreCase) ? $"Targets come first: ./build.sh {stray} {written} …" : "./build.sh --help lists all options.";
        return $"'{stray}' after {written} means nothing: {(option.Kind == OptionKind.Switch ? "that option takes no value" : "that option takes one value")}.\n  → {remedy}";
    }

    private static string? UnknownTarget(string word, IReadOnlyCollection<string> targets) =>
        targets.Contains(word, StringComparer.OrdinalIgnoreCase) ? null : $"There is no target {word}.{Nearest(word, targets)}\n  → Targets: {string.Join(", ", targets)}.";

    /// <summary>The text's nearest neighbour, if any is near enough to be a slip.</summary>
    public static string? FindNearest(string text, IEnumerable<string> candidates)
    {
        var best = candidates.Select(candidate => (Candidate: candidate, Distance: Distance(text.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .OrderBy(pair => pair.Distance).FirstOrDefault();
        return best.Candidate is not null && best.Distance <= Math.Max(2, text.Length / 3) ? best.Candidate : null;
    }

    private static bool IsOption(string argument) => argument.Length > 1 && argument[0] == '-' && !char.IsDigit(argument[1]);

    private static string Key(string option) => option.TrimStart('-').Replace("-", "", StringComparison.Ordinal);

    private static string Nearest(string text, IEnumerable<string> candidates) => FindNearest(text, candidates) is { } nearest ? $" Did you mean {nearest}?" : "";

    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
