namespace Notejam.Pipeline.Records;

/// <summary>Seconds from the begin to three moments; null for one that was not reached.</summary>
/// <param name="Available">The database is restored and takes connections.</param>
/// <param name="Serving">People can use Notejam.</param>
/// <param name="Hydrated">Every row was read once: from here on the database is as fast as it was.</param>
public sealed record RecoveryTimes(double? Available, double? Serving, double? Hydrated);
