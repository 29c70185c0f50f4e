namespace Notejam.Pipeline.Infra.Teardown;

/// <summary>What the services still hold when an environment is destroyed, one line each.</summary>
/// <param name="Ours">What is of the environment.</param>
/// <param name="Others">What only has a name like it: it is left alone, and mentioned.</param>
public sealed record Remains(IReadOnlyList<string> Ours, IReadOnlyList<string> Others);
