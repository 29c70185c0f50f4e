using System.Text.RegularExpressions;

namespace Notejam.Pipeline.Options.Rules;

/// <summary>A profile: <c>.nuke/parameters.&lt;profile&gt;.json</c>.</summary>
public sealed partial class ProfileAttribute() : OptionRuleAttribute("local")
{
    /// <inheritdoc/>
    public override string? FindProblem(string value, RequestPlace place) =>
        !Name().IsMatch(value) ? $"{Quote(value)} is not a profile's name"
        : File.Exists(ParametersFile.PathOf(place.Root, value)) ? null
        : $"There is no profile {Quote(value)}: {ParametersFile.PathOf(place.Root, value)} does not exist";

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    private static partial Regex Name();
}
