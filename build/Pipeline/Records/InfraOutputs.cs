using System.Text.Json.Nodes;

namespace Notejam.Pipeline.Records;

/// <summary>The outputs of <c>infra/stacks/region</c>: all that the later stages know of the infrastructure.</summary>
public sealed record InfraOutputs
{
    /// <summary>Region that the stack stands in.</summary>
    public required string Region { get; init; }

    /// <summary>Environment's name.</summary>
    public required string Environment { get; init; }

    /// <summary>ECR repository.</summary>
    public required string RepositoryName { get; init; }

    /// <summary>ECS cluster.</summary>
    public required string ClusterName { get; init; }

    /// <summary>ECS service.</summary>
    public required string ServiceName { get; init; }

    /// <summary>The container that takes the traffic.</summary>
    public required string ContainerName { get; init; }

    /// <summary>The port that it listens on.</summary>
    public required int ContainerPort { get; init; }

    /// <summary>Tasks that the service starts with; autoscaling may change the number later.</summary>
    public required int DesiredCount { get; init; }

    /// <summary>The input of RegisterTaskDefinition, but for the image.</summary>
    public required JsonObject TaskDefinitionTemplate { get; init; }

    /// <summary>Subnets of the tasks.</summary>
    public required IReadOnlyList<string> SubnetIds { get; init; }

    /// <summary>Security groups of the tasks.</summary>
    public required IReadOnlyList<string> SecurityGroupIds { get; init; }

    /// <summary>CodeDeploy application.</summary>
    public required string ApplicationName { get; init; }

    /// <summary>CodeDeploy deployment group.</summary>
    public required string DeploymentGroupName { get; init; }

    /// <summary>Hooks of a deployment: lifecycle event → Lambda function.</summary>
    public required IReadOnlyDictionary<string, string> RolloutHooks { get; init; }

    /// <summary>Log group of the tasks.</summary>
    public required string LogGroupName { get; init; }

    /// <summary>Host of the load balancer: answers also while the name in <see cref="Url"/> leads elsewhere.</summary>
    public required string LoadBalancer { get; init; }

    /// <summary>Where people reach Notejam.</summary>
    public required Uri Url { get; init; }
}
