namespace Notejam.Pipeline.Failback;

/// <summary>What a failback is asked for.</summary>
/// <param name="Confirmed">The environment's name once more, as the person typed it.</param>
public sealed record FailbackOptions(string? Confirmed);
