using Notejam.Sandbox.Ecs;

namespace Notejam.Sandbox.CodeDeploy.Engine;

/// <summary>What the engine sees of the world at one moment.</summary>
internal sealed record Observation
{
    public required DateTimeOffset Now { get; init; }

    /// <summary>The service's task sets.</summary>
    public required IReadOnlyList<TaskSetStatus> TaskSets { get; init; }

    /// <summary>ARNs of the deployment group's two target groups.</summary>
    public required IReadOnlyList<string> TargetGroups { get; init; }

    /// <summary>Weights of the production listener, by target group ARN.</summary>
    public required IReadOnlyDictionary<string, int> ProductionWeights { get; init; }

    /// <summary>The deployment's alarms that are in state ALARM.</summary>
    public IReadOnlyList<string> FiringAlarms { get; init; } = [];

    /// <summary>Why the alarms could not be asked for, when they could not.</summary>
    public string? AlarmPollError { get; init; }

    public TaskSetStatus? Primary => TaskSets.FirstOrDefault(set => set.Status == "PRIMARY");

    public TaskSetStatus? TaskSet(string? id) => TaskSets.FirstOrDefault(set => set.Id == id);
}
