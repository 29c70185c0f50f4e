namespace Notejam.Pipeline.Options.Rules;

/// <summary>Yes or no. The option's name alone means yes.</summary>
public sealed class SwitchAttribute() : OptionRuleAttribute("true")
{
    /// <inheritdoc/>
    public override string? FindProblem(string value, RequestPlace place) =>
        value.Equals("true", StringComparison.OrdinalIgnoreCase) || value.Equals("false", StringComparison.OrdinalIgnoreCase) ? null : $"{Quote(value)} is not true or false";
}
