namespace Notejam.Machine.Docker;

/// <summary>An endpoint's state and what was seen.</summary>
/// <param name="Detail">The error, in the system's words; the engine's version when it answers.</param>
public sealed record EngineAnswer(EngineState State, string Detail);
