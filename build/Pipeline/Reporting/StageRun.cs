namespace Notejam.Pipeline.Reporting;

/// <summary>How the build ran a stage's target.</summary>
/// <param name="Name">Target's name.</param>
/// <param name="WasSkipped">Left out by the caller (<c>--skip</c>).</param>
public sealed record StageRun(string Name, TimeSpan Duration, bool Succeeded, bool WasSkipped);
