namespace Notejam.Pipeline.Options.Rules;

/// <summary>A text on one line; what it must say is looked at by those who use it.</summary>
/// <param name="what">What it is, for example <c>an environment's name</c>.</param>
public sealed class TextAttribute(string what, string example) : OptionRuleAttribute(example)
{
    /// <inheritdoc/>
    public override string? FindProblem(string value, RequestPlace place) =>
        value.Length > 0 && value.Trim() == value && !value.Any(char.IsControl) ? null : $"{Quote(value)} is not {what}";
}
