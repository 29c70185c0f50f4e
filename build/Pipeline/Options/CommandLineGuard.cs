namespace Notejam.Pipeline.Options;

/// <summary>
/// Looks at a command line before NUKE does. NUKE ignores <c>--name=value</c> and options that it does not know, so a typing
/// error would run with a default value: here it ends the run.
/// </summary>
public static class CommandLineGuard
{
    // Whose values are targets.
    private static readonly string[] TargetLists = ["SKIP", "TARGET"];

    /// <summary>
    /// Whether a word names an option. <c>-</c> alone and negative numbers are values, which NUKE takes for options too: see
    /// <see cref="Handover"/>.
    /// </summary>
    public static bool IsOption(string word) => word is { Length: > 1 } && word[0] == '-' && !IsNumber(word.AsSpan(1));

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
            isTarget = TargetLists.Contains(BuildOption.Key(option));
            words.Add(option);
            if (at > 0) words.Add(isTarget && aliases.TryGetValue(argument[(at + 1)..], out var named) ? named : argument[(at + 1)..]);
        }

        return words;
    }

    /// <summary>Reads a command line.</summary>
    /// <param name="arguments">As <see cref="Normalize"/> returns them.</param>
    /// <param name="options">The options that exist.</param>
    /// <param name="targets">The targets that exist.</param>
    /// <returns>The targets and options, or the problem.</returns>
    public static (IReadOnlyList<string> Targets, IReadOnlyList<GivenOption> Options, string? Problem) Read(IReadOnlyList<string> arguments, IReadOnlyCollection<BuildOption> options, IReadOnlyCollection<string> targets)
    {
        var known = options.ToDictionary(option => BuildOption.Key(option.Name));
        var given = new List<GivenOption>();
        // The words before the first option are targets; after an option they are its values.
        var invoked = arguments.TakeWhile(argument => !IsOption(argument)).ToList();
        foreach (var word in invoked)
            if (UnknownTarget(word, targets) is { } problem) return Refuse(problem);

        for (var at = 0; at < arguments.Count; at++)
        {
            var written = arguments[at];
            if (!IsOption(written)) continue;
            if (!known.TryGetValue(BuildOption.Key(written), out var option))
                return Refuse($"There is no option {written}.{Suggest(written, options.Select(name => "--" + name.Name))}\n  → ./build.sh --help lists all options.");
            var values = arguments.Skip(at + 1).TakeWhile(argument => !IsOption(argument)).ToList();
            if (FindProblem(written, option, values, targets) is { } problem) return Refuse(problem);
            // NUKE would take the last one, and of a list lose all others.
            if (given.Any(earlier => earlier.Option == option))
                return Refuse($"The option --{option.Name} is given twice.\n  → Write it once{(option.Kind == OptionKind.List ? $", with all its values behind it: --{option.Name} <value> <value>" : "")}.");
            given.Add(new GivenOption(option, values, GivenOption.OnCommandLine));
        }

        return (invoked, given, null);

        static (IReadOnlyList<string>, IReadOnlyList<GivenOption>, string?) Refuse(string problem) => ([], [], problem);
    }

    private static string? FindProblem(string written, BuildOption option, List<string> values, IReadOnlyCollection<string> targets)
    {
        if (option.IsTargets) return values.Select(value => UnknownTarget(value, targets)).FirstOrDefault(problem => problem is not null);
        if (option.Kind == OptionKind.Value && values.Count == 0) return $"The option {written} has no value.\n  → For example: {written} {option.Rule.Example}";
        var stray = option.Kind switch
        {
            OptionKind.Switch => values.Skip(values.Count > 0 && !targets.Contains(values[0], StringComparer.OrdinalIgnoreCase) ? 1 : 0).FirstOrDefault(),
            OptionKind.Value => values.Skip(1).FirstOrDefault(),
            _ => null,
        };
        if (stray is null) return null;
        var remedy = targets.Contains(stray, StringComparer.OrdinalIgnoreCase) ? $"Targets come first: ./build.sh {stray} {written} …" : "./build.sh --help lists all options.";
        return $"'{stray}' after {written} means nothing: {(option.Kind == OptionKind.Switch ? "that option takes no value" : "that option takes one value")}.\n  → {remedy}";
    }

    private static string? UnknownTarget(string word, IReadOnlyCollection<string> targets) =>
        targets.Contains(word, StringComparer.OrdinalIgnoreCase) ? null : $"There is no target {word}.{Suggest(word, targets)}\n  → Targets: {string.Join(", ", targets)}.";

    /// <summary>The text's nearest neighbour, if any is near enough to be a slip.</summary>
    public static string? FindNearest(string text, IEnumerable<string> candidates)
    {
        var best = candidates.Select(candidate => (Candidate: candidate, Distance: Distance(text.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .OrderBy(pair => pair.Distance).FirstOrDefault();
        return best.Candidate is not null && best.Distance <= Math.Max(2, text.Length / 3) ? best.Candidate : null;
    }

    /// <summary>The question whether a text's nearest neighbour was meant; empty when none is near.</summary>
    public static string Suggest(string text, IEnumerable<string> candidates) => FindNearest(text, candidates) is { } nearest ? $" Did you mean {nearest}?" : "";

    // Of a kind, not of a type: -1,5 is a value, which then is refused for what it is.
    private static bool IsNumber(ReadOnlySpan<char> text) => char.IsAsciiDigit(text[0]) || (text[0] is '.' or ',' && text.Length > 1 && char.IsAsciiDigit(text[1]));

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
