namespace Notejam.Pipeline.Records;

/// <summary>A record that was written to be found again: a restored database is as old as the newest one in it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="WrittenAt">When the database wrote it.</param>
public sealed record Canary(Guid Id, DateTimeOffset WrittenAt);
