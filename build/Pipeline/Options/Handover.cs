namespace Notejam.Pipeline.Options;

/// <summary>
/// What NUKE has to be given so that it understands a request as it was meant. NUKE takes every word that begins with <c>-</c> for
/// an option (https://github.com/nuke-build/nuke, ArgumentParser.IsArgument), also out of its files: such a value goes into a variable of the parameter's
/// exact name, which NUKE looks up before any other spelling (ParameterService.GetEnvironmentVariable).
/// </summary>
/// <param name="Words">The command line.</param>
/// <param name="Variables">What the environment must have besides.</param>
public sealed record Handover(IReadOnlyList<string> Words, IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>The handover of a request.</summary>
    public static Handover Of(BuildRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var variables = request.Options.Where(given => given.Option.Kind == OptionKind.Value && given.Values is [['-', ..]] && !IsIn(given))
            .ToDictionary(given => given.Option.Member, given => given.Values[0]);
        var moved = variables.Keys.Select(BuildOption.Key).ToHashSet();
        var words = new List<string>();
        var isMoved = false;
        foreach (var word in request.Words)
        {
            if (CommandLineGuard.IsOption(word)) isMoved = moved.Contains(BuildOption.Key(word));
            if (!isMoved) words.Add(word);
        }

        return new Handover(words, variables);

        static bool IsIn(GivenOption given) => given.Source.StartsWith(GivenOption.OfVariable(""), StringComparison.Ordinal);
    }
}
