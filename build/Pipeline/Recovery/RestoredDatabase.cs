namespace Notejam.Pipeline.Recovery;

/// <summary>A database restored from a recovery point.</summary>
/// <param name="Identifier">The instance.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="Host">Where it is reached.</param>
/// <param name="Port">Its port.</param>
/// <param name="DatabaseName">The database in it.</param>
/// <param name="MasterUsername">Its master user, as at the time of the snapshot.</param>
/// <param name="RestoreJobId">The job that made it.</param>
public sealed record RestoredDatabase(string Identifier, string Arn, string Host, int Port, string DatabaseName, string MasterUsername, string RestoreJobId);
