namespace Notejam.Pipeline.Options;

/// <summary>Where a build was asked for.</summary>
/// <param name="Root">The repository.</param>
/// <param name="WorkingDirectory">What relative paths are relative to.</param>
public sealed record RequestPlace(string Root, string WorkingDirectory);
