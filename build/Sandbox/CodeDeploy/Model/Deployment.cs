using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Notejam.Sandbox.CodeDeploy.Model;

/// <summary>A deployment as it is kept: what it is to do, and how far it got. All that the engine needs to go on is here.</summary>
public sealed class Deployment
{
    public required string Id { get; init; }

    public required string Region { get; init; }

    public required string ApplicationName { get; init; }

    public required string GroupName { get; init; }

    public required string ConfigName { get; init; }

    public string? Description { get; init; }

    /// <summary><c>user</c> or <c>codeDeployRollback</c>.</summary>
    public required string Creator { get; init; }

    /// <summary>One of <see cref="DeploymentStatus"/>.</summary>
    public required string Status { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>The revision as it was given.</summary>
    public required JsonObject Revision { get; init; }

    /// <summary>The deployment group as it was when the deployment was created.</summary>
    public required JsonObject Group { get; init; }

    public required DeploymentSettings Settings { get; init; }

    public required AppSpec AppSpec { get; init; }

    /// <summary>The original task set, and its target group.</summary>
    public string? BlueTaskSet { get; set; }

    public string? BlueTargetGroup { get; set; }

    /// <summary>The replacement task set, and its target group.</summary>
    public string? GreenTaskSet { get; set; }

    public string? GreenTargetGroup { get; set; }

    public required IReadOnlyList<LifecycleEvent> Events { get; init; }

    public bool TestTrafficShifted { get; set; }

    /// <summary>Percent of production traffic that the replacement task set gets.</summary>
    public int GreenWeight { get; set; }

    public DateTimeOffset? LastShiftAt { get; set; }

    public DateTimeOffset? ReadySince { get; set; }

    public bool ReadyContinued { get; set; }

    public DateTimeOffset? TerminationWaitSince { get; set; }

    public bool TerminationContinued { get; set; }

    /// <summary>The original task set is being removed: from here there is no way back.</summary>
    public bool TerminationBegun { get; set; }

    public StopRequest? StopRequest { get; set; }

    /// <summary>A rollback's: traffic is back at the original task set.</summary>
    public bool TrafficRestored { get; set; }

    public string? ErrorCode { get; set; }

    public string? ErrorMessage { get; set; }

    /// <summary>The deployment that undid this one.</summary>
    public string? RollbackDeploymentId { get; set; }

    /// <summary>The deployment that this one undoes.</summary>
    public string? RollbackTriggeringDeploymentId { get; init; }

    /// <summary>The task sets as they were when the deployment ended.</summary>
    public IReadOnlyList<TaskSetInfo> FinalTaskSets { get; set; } = [];

    [JsonIgnore]
    public bool IsRollback => RollbackTriggeringDeploymentId is not null;

    [JsonIgnore]
    public bool IsActive => !DeploymentStatus.Final.Contains(Status);

    /// <summary>A lifecycle event by name.</summary>
    public LifecycleEvent Event(string name) => Events.First(item => item.Name == name);
}

/// <summary>Somebody asked to stop.</summary>
/// <param name="Rollback">Whether to roll back; the group's configuration decides when null.</param>
public sealed record StopRequest(bool? Rollback);

/// <summary>A task set as a deployment target shows it.</summary>
public sealed record TaskSetInfo(string Id, string Status, int Desired, int Pending, int Running, double TrafficWeight, string TargetGroup, string Label);
