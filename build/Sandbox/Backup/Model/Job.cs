using System.Text.Json.Serialization;

namespace Notejam.Sandbox.Backup.Model;

/// <summary>What backup, copy and restore jobs have in common. States are AWS's: CREATED, PENDING, RUNNING, COMPLETED, FAILED, EXPIRED, ABORTED, PARTIAL.</summary>
public abstract class Job
{
    public required string Id { get; init; }

    public required string State { get; set; }

    /// <summary>Why it ended as it did.</summary>
    public string? StatusMessage { get; set; }

    public required string IamRoleArn { get; init; }

    public string? IdempotencyToken { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the work began.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    public long? SizeInBytes { get; set; }

    /// <summary>The plan that asked for it; null when somebody did.</summary>
    public PlanReference? CreatedBy { get; init; }

    /// <summary>Whether nothing more happens to it.</summary>
    [JsonIgnore]
    public bool IsOver => CompletedAt is not null;

    /// <summary>Ends it.</summary>
    public void End(string state, string? message, DateTimeOffset now) => (State, StatusMessage, CompletedAt) = (state, message, now);
}
