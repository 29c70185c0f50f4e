namespace Notejam.Pipeline.Records;

/// <summary>What a recovery is held against.</summary>
/// <param name="RpoSeconds">Most seconds of data that may be lost.</param>
/// <param name="RtoSeconds">Most seconds until people can use Notejam again.</param>
/// <param name="CostUsd">Most US dollars that a drill may cost; a failover costs what it costs.</param>
/// <param name="Seconds">Most seconds that a drill may take before it is broken off and taken down; a failover takes what it takes.</param>
public sealed record RecoveryTargets(double RpoSeconds, double RtoSeconds, decimal CostUsd, double Seconds);
