namespace Notejam.Pipeline.Options;

/// <summary>An option that was given, from one source.</summary>
/// <param name="Option">Which.</param>
/// <param name="Values">Its values as they were written; none for a switch that was only named.</param>
/// <param name="Source">Where from, for messages: <c>on the command line</c>.</param>
public sealed record GivenOption(BuildOption Option, IReadOnlyList<string> Values, string Source)
{
    /// <summary>The command line.</summary>
    public const string OnCommandLine = "on the command line";

    /// <summary>The problem with its values; null when there is none.</summary>
    public string? FindProblem(RequestPlace place)
    {
        var values = Option.IsTargets ? Values.SelectMany(value => value.Split('+')) : Values;
        if (values.Select(value => Option.Rule.FindProblem(value, place)).FirstOrDefault(problem => problem is not null) is not { } found) return null;
        return $"--{Option.Name} {Source}: {found}{(found[^1] is '.' or '?' ? "" : ".")}\n  → For example: --{Option.Name} {Option.Rule.Example}{(Source.StartsWith(Variable, StringComparison.Ordinal) ? $", or unset {Source[Variable.Length..]}" : "")}";
    }

    /// <summary>A variable of the environment, as a source.</summary>
    public static string OfVariable(string name) => Variable + name;

    private const string Variable = "in the environment variable ";
}
