namespace Notejam.Pipeline.Options;

/// <summary>What can be asked of a build.</summary>
/// <param name="Options">Its options, NUKE's own included.</param>
/// <param name="Targets">Its targets.</param>
/// <param name="DefaultTarget">The target of a command line without one.</param>
/// <param name="Aliases">Other names of targets → their own.</param>
public sealed record BuildSurface(IReadOnlyCollection<BuildOption> Options, IReadOnlyCollection<string> Targets, string DefaultTarget, IReadOnlyDictionary<string, string> Aliases);
