namespace Notejam.Pipeline.Options.Rules;

/// <summary>A target of the build.</summary>
public sealed class TargetAttribute(IReadOnlyCollection<string> targets) : OptionRuleAttribute("Test")
{
    /// <inheritdoc/>
    public override string? FindProblem(string value, RequestPlace place) =>
        targets.Contains(value, StringComparer.OrdinalIgnoreCase) ? null : $"There is no target {value}.{CommandLineGuard.Suggest(value, targets)} Targets: {string.Join(", ", targets)}";
}
