using System.Text.RegularExpressions;
using Notejam.Pipeline.Infra;

namespace Notejam.Pipeline.Options.Rules;

/// <summary>An environment that has values. Its name is part of the names of resources: the stacks of infra/ take no other.</summary>
public sealed partial class EnvironmentNameAttribute() : OptionRuleAttribute("production")
{
    /// <inheritdoc/>
    public override string? FindProblem(string value, RequestPlace place)
    {
        if (!Name().IsMatch(value)) return $"{Quote(value)} is not an environment's name: it is 2 to 12 lower-case letters and digits, a letter first";
        var file = EnvironmentValues.PathOf(place.Root, value);
        return File.Exists(file) ? null : $"There is no environment {Quote(value)}: {file} does not exist";
    }

    // As the variable of every stack.
    [GeneratedRegex(@"^[a-z][a-z0-9]{1,11}\z")]
    private static partial Regex Name();
}
