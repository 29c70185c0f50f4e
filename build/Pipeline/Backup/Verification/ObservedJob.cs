namespace Notejam.Pipeline.Backup.Verification;

/// <summary>A backup or copy job.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">AWS's word for its state.</param>
/// <param name="Message">Why it ended so; null when nothing is said.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="SourceArn">The recovery point that it makes, or copies.</param>
/// <param name="CopyArn">Of a copy job: the copy.</param>
/// <param name="RuleName">The rule that asked for it; null: somebody did.</param>
public sealed record ObservedJob(string Id, string State, string? Message, DateTimeOffset CreatedAt, string? SourceArn, string? CopyArn, string? RuleName)
{
    /// <summary>Whether nothing more happens to it.</summary>
    public bool IsOver => State is not ("CREATED" or "PENDING" or "RUNNING" or "ABORTING");
}
