using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Drill;

/// <summary>What a drill is asked for.</summary>
/// <param name="Targets">What it is held against.</param>
/// <param name="Keep">Whether it is kept standing for people to look at.</param>
/// <param name="TeardownOnly">Whether nothing is restored, and what stands of a drill is taken down.</param>
public sealed record DrillOptions(RecoveryTargets Targets, bool Keep, bool TeardownOnly);
