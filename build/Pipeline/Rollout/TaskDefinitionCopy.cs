using Amazon.ECS.Model;

namespace Notejam.Pipeline.Rollout;

/// <summary>The request that registers a described task definition once more.</summary>
public static class TaskDefinitionCopy
{
    /// <summary>Makes it: all that RegisterTaskDefinition takes, the tags with it.</summary>
    public static RegisterTaskDefinitionRequest Of(DescribeTaskDefinitionResponse found)
    {
        ArgumentNullException.ThrowIfNull(found);
        var definition = found.TaskDefinition;
        return new RegisterTaskDefinitionRequest
        {
            Family = definition.Family,
            TaskRoleArn = definition.TaskRoleArn,
            ExecutionRoleArn = definition.ExecutionRoleArn,
            NetworkMode = definition.NetworkMode,
            ContainerDefinitions = definition.ContainerDefinitions,
            Volumes = definition.Volumes,
            PlacementConstraints = definition.PlacementConstraints,
            RequiresCompatibilities = definition.RequiresCompatibilities,
            Cpu = definition.Cpu,
            Memory = definition.Memory,
            PidMode = definition.PidMode,
            IpcMode = definition.IpcMode,
            ProxyConfiguration = definition.ProxyConfiguration,
            EphemeralStorage = definition.EphemeralStorage,
            RuntimePlatform = definition.RuntimePlatform,
            EnableFaultInjection = definition.EnableFaultInjection,
            // A release that has served is none that waits for its first time.
            Tags = found.Tags is { Count: > 0 } tags ? [.. tags.Where(tag => tag.Key != FirstRelease.PendingTag && !tag.Key.StartsWith("aws:", StringComparison.Ordinal))] : null,
        };
    }
}
