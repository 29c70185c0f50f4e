using Notejam.Pipeline.Testing;

namespace Notejam.Pipeline.Options.Rules;

/// <summary>A suite of tests.</summary>
public sealed class SuiteAttribute() : OptionRuleAttribute("unit")
{
    /// <inheritdoc/>
    public override string? FindProblem(string value, RequestPlace place) =>
        TestStage.Suites.Contains(value) ? null : $"There is no suite {Quote(value)}: it is one of {string.Join(", ", TestStage.Suites)}";
}
