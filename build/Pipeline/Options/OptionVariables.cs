namespace Notejam.Pipeline.Options;

/// <summary>
/// Options in variables of the environment, found as NUKE finds them: a variable of the parameter's exact name first, then one
/// whose letters and digits are that name, or NUKE and that name, whatever their case. Of two such NUKE takes neither.
/// </summary>
public static class OptionVariables
{
    private const string Prefix = "NUKE";

    /// <summary>Finds an option.</summary>
    /// <returns>The option, or the problem; neither when no variable gives it.</returns>
    public static (GivenOption? Option, string? Problem) Find(BuildOption option, IReadOnlyDictionary<string, string> variables)
    {
        if (variables.TryGetValue(option.Member, out var exact)) return (Given(option.Member, exact), null);
        var names = variables.Keys.Where(variable => Names(variable, option.Member)).Order(StringComparer.Ordinal).ToList();
        return names switch
        {
            [] => (null, null),
            [var only] => (Given(only, variables[only]), null),
            _ => (null, $"The environment variables {string.Join(" and ", names)} all give --{option.Name}.\n  → Unset all of them but one."),
        };

        GivenOption Given(string variable, string value) => new(option, [value], GivenOption.OfVariable(variable));
    }

    private static bool Names(string variable, string member)
    {
        // Most of the environment is out of the question by its length alone.
        if (variable.Length < member.Length) return false;
        var trimmed = LettersAndDigits(variable);
        return trimmed.Equals(LettersAndDigits(member), StringComparison.OrdinalIgnoreCase) || trimmed.Equals(Prefix + LettersAndDigits(member), StringComparison.OrdinalIgnoreCase);
    }

    private static string LettersAndDigits(string name) => string.Concat(name.Where(char.IsLetterOrDigit));
}
