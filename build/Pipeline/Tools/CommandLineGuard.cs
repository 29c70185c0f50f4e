namespace Notejam.Pipeline.Tools;

/// <summary>
/// Looks at a command line before NUKE does. NUKE ignores <c>--name=value</c> and options that it does not know, so a typing
/// error would run with a default value: here it ends the run.
/// </summary>
public static class CommandLineGuard
{
    /// <summary>Splits <c>--name=value</c> into two words, as NUKE wants them, and replaces other names of targets by their own.</summary>
    /// <param name="aliases">Other name → name.</param>
    public static IReadOnlyList<string> Normalize(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> aliases) =>
        [.. arguments.SelectMany(argument => IsOption(argument) && argument.IndexOf('=', StringComparison.Ordinal) is var at and > 0
            ? new[] { argument[..at], argument[(at + 1)..] }
            : [aliases.TryGetValue(argument, out var name) ? name : argument])];

    /// <summary>The problem with a command line, or null.</summary>
    /// <param name="arguments">As <see cref="Normalize"/> returns them.</param>
    /// <param name="options">The options that exist, without dashes, in any spelling of NUKE's (<c>fail-on</c>, <c>FailOn</c>).</param>
    /// <param name="targets">The targets that exist.</param>
    public static string? Check(IReadOnlyList<string> arguments, IReadOnlyCollection<string> options, IReadOnlyCollection<string> targets)
    {
        var known = options.ToDictionary(Key, option => option, StringComparer.OrdinalIgnoreCase);
        foreach (var option in arguments.Where(IsOption))
            if (!known.ContainsKey(Key(option)))
                return $"There is no option {option}.{Nearest(option, options.Select(name => "--" + name))}\n  → ./build.sh --help lists all options.";

        // The words before the first option are targets; after an option they are its values.
        foreach (var word in arguments.TakeWhile(argument => !IsOption(argument)))
            if (!targets.Contains(word, StringComparer.OrdinalIgnoreCase))
                return $"There is no target {word}.{Nearest(word, targets)}\n  → Targets: {string.Join(", ", targets)}.";
        return null;
    }

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
