namespace Notejam.Pipeline.Backup.Verification;

/// <summary>The jobs of a list that others use too.</summary>
/// <param name="Ours">Those of our databases, newest first.</param>
/// <param name="Others">Whose the others are, one entry for each.</param>
public sealed record ObservedJobs(IReadOnlyList<ObservedJob> Ours, IReadOnlyList<string> Others);
