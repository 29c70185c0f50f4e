using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Options.Rules;

/// <summary>A severity of findings.</summary>
public sealed class SeverityAttribute() : ChoiceAttribute("a severity", "high", [.. Enum.GetNames<Severity>().Select(name => name.ToLowerInvariant())]);
