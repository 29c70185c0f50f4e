using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Recovery.Graph;

/// <summary>What a step leaves.</summary>
/// <param name="Value">What the steps after it need; kept in the journal, so that a resumed drill does not do it twice.</param>
/// <param name="Says">What it did.</param>
/// <param name="Checks">What it has checked.</param>
internal sealed record StepEnd<T>(T Value, string Says, params IReadOnlyList<CheckResult> Checks);
