namespace Notejam.Pipeline.Records;

/// <summary>A rule of the backup plan.</summary>
/// <param name="Schedule">When, as AWS writes it, in UTC.</param>
/// <param name="StartWindowMinutes">Minutes in which a backup must begin.</param>
/// <param name="CompletionWindowMinutes">Minutes in which it must be done.</param>
/// <param name="DeleteAfterDays">Days that it is kept.</param>
/// <param name="CopyDeleteAfterDays">Days that its copy is kept; null: no copy.</param>
public sealed record BackupRule(string Schedule, int StartWindowMinutes, int CompletionWindowMinutes, int DeleteAfterDays, int? CopyDeleteAfterDays);
