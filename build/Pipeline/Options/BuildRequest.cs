namespace Notejam.Pipeline.Options;

/// <summary>
/// What a build was asked for, with every option looked at: from the command line, then the environment, then the files, as NUKE
/// takes them. NUKE itself only warns of a value that it cannot read, and goes on with the default.
/// </summary>
public sealed class BuildRequest
{
    private static readonly string[] Informing = ["help", "plan"];

    private readonly Dictionary<BuildOption, GivenOption> _given;

    private BuildRequest(IReadOnlyList<string> words, IReadOnlyList<string> targets, Dictionary<BuildOption, GivenOption> given) => (Words, Targets, _given) = (words, targets, given);

    /// <summary>The command line with <c>--name value</c> for each <c>--name=value</c>, and targets by their own names.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The targets that are asked for.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>Whether it only asks what there is to ask for.</summary>
    public bool IsForInformation => Informing.Any(name => IsOn(name));

    /// <summary>The options that count, each from the source that wins.</summary>
    public IReadOnlyCollection<GivenOption> Options => _given.Values;

    /// <summary>An option's only value; null when it is not given.</summary>
    public string? Find(string name) => _given.Values.FirstOrDefault(given => given.Option.Name == name) is { Values: [var value] } ? value : null;

    /// <summary>Whether a switch is given and means yes.</summary>
    public bool IsOn(string name) => _given.Values.FirstOrDefault(given => given.Option.Name == name) is { } found
        && (found.Values is [] || bool.TrueString.Equals(found.Values[0], StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a target is asked for.</summary>
    public bool Asks(string target) => Targets.Contains(target, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads and judges a request.</summary>
    /// <param name="arguments">The command line as it was typed.</param>
    /// <param name="variables">The environment.</param>
    /// <returns>The request, or the problem: name, value and source of an option, and an example.</returns>
    public static (BuildRequest? Request, string? Problem) Read(IReadOnlyList<string> arguments, BuildSurface surface, IReadOnlyDictionary<string, string> variables, RequestPlace place)
    {
        ArgumentNullException.ThrowIfNull(surface);
        var words = CommandLineGuard.Normalize(arguments, surface.Aliases);
        var (targets, typed, problem) = CommandLineGuard.Read(words, surface.Options, surface.Targets);
        if (problem is not null) return (null, problem);
        var given = typed.ToDictionary(option => option.Option);
        if (Judge(typed, place) is { } wrong) return (null, wrong);
        var request = new BuildRequest(words, targets, given);
        // Who asks for help has to get it, whatever is wrong elsewhere.
        if (request.IsForInformation) return (request, null);

        // Which targets are asked for decides which variables count: KEEP or FROM may be meant for another program.
        foreach (var option in surface.Options.Where(option => option.Targets is null && !given.ContainsKey(option)))
            if (Add(option) is { } badVariable) return (null, badVariable);
        var fromFiles = new Dictionary<BuildOption, GivenOption>();
        var profiles = request.ValuesOf("profile");
        foreach (var path in profiles.Select(profile => ParametersFile.PathOf(place.Root, profile)).Prepend(ParametersFile.PathOf(place.Root, null)))
        {
            var (found, badFile) = ParametersFile.Read(path, surface.Options);
            if ((badFile ?? Judge(found, place)) is { } bad) return (null, bad);
            foreach (var option in found) fromFiles[option.Option] = option;
        }

        if (targets.Count == 0)
        {
            targets = request.ValuesOf("target") is { Count: > 0 } named ? named
                : fromFiles.Values.FirstOrDefault(option => option.Option.Name == "target") is { Values.Count: > 0 } kept ? kept.Values
                : [surface.DefaultTarget];
            targets = [.. targets.SelectMany(target => target.Split('+'))];
        }

        request = new BuildRequest(words, targets, given);
        foreach (var option in surface.Options.Where(option => option.Targets is { } users && users.Overlaps(targets) && !given.ContainsKey(option)))
            if (Add(option) is { } badVariable) return (null, badVariable);
        foreach (var (option, found) in fromFiles) given.TryAdd(option, found);
        return (request, null);

        string? Add(BuildOption option)
        {
            var (found, twice) = OptionVariables.Find(option, variables);
            if (found is null) return twice;
            given[option] = found;
            return found.FindProblem(place);
        }
    }

    private static string? Judge(IEnumerable<GivenOption> options, RequestPlace place) => options.Select(option => option.FindProblem(place)).FirstOrDefault(problem => problem is not null);

    private IReadOnlyList<string> ValuesOf(string name) => _given.Values.FirstOrDefault(given => given.Option.Name == name)?.Values ?? [];
}
