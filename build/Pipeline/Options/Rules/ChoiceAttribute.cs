namespace Notejam.Pipeline.Options.Rules;

/// <summary>One of some words, whatever their case.</summary>
/// <param name="what">What the words are, for example <c>a severity</c>.</param>
/// <param name="choices">The words, as they are shown.</param>
public class ChoiceAttribute(string what, string example, params string[] choices) : OptionRuleAttribute(example)
{
    /// <inheritdoc/>
    public override string? FindProblem(string value, RequestPlace place) =>
        choices.Contains(value, StringComparer.OrdinalIgnoreCase) ? null : $"{Quote(value)} is not {what}: it is one of {string.Join(", ", choices)}";
}
