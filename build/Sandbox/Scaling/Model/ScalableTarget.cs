using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Notejam.Sandbox.Scaling.Model;

/// <summary>A service whose desired count may be changed, within bounds.</summary>
public sealed class ScalableTarget
{
    public required string ResourceId { get; set; }

    public required string Arn { get; set; }

    public int MinCapacity { get; set; }

    public int MaxCapacity { get; set; }

    public required string RoleArn { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public bool ScaleInSuspended { get; set; }

    public bool ScaleOutSuspended { get; set; }

    public bool ScheduleSuspended { get; set; }

    public DateTimeOffset? ScaledOutAt { get; set; }

    public DateTimeOffset? ScaledInAt { get; set; }

    public SortedDictionary<string, string> Tags { get; set; } = [];

    /// <summary>Policies by name; they go with the target.</summary>
    public SortedDictionary<string, ScalingPolicy> Policies { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The service's cluster: <c>service/{cluster}/{name}</c>.</summary>
    [JsonIgnore]
    public string Cluster => ResourceId.Split('/')[1];

    /// <summary>The service's name.</summary>
    [JsonIgnore]
    public string Service => ResourceId.Split('/')[2];
}

/// <summary>A rule by which a target is scaled.</summary>
public sealed class ScalingPolicy
{
    public required string Name { get; set; }

    public required string Arn { get; set; }

    /// <summary>StepScaling or TargetTrackingScaling.</summary>
    public required string Type { get; set; }

    /// <summary>The configuration of that type, as given.</summary>
    public required JsonObject Configuration { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>A change of a target's capacity.</summary>
public sealed class ScalingActivity
{
    public required string Id { get; set; }

    public required string ResourceId { get; set; }

    public required int Capacity { get; set; }

    public required string Cause { get; set; }

    /// <summary>InProgress, Successful or Overridden.</summary>
    public string Status { get; set; } = "InProgress";

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}
