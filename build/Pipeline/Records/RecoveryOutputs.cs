using System.Text.Json.Nodes;

namespace Notejam.Pipeline.Records;

/// <summary>The outputs of <c>infra/stacks/recovery</c>: what stands ready in the disaster-recovery region.</summary>
public sealed record RecoveryOutputs
{
    /// <summary>The disaster-recovery region.</summary>
    public required string Region { get; init; }

    /// <summary>The region that it stands in for.</summary>
    public required string PrimaryRegion { get; init; }

    /// <summary>Environment's name.</summary>
    public required string Environment { get; init; }

    /// <summary>AWS account.</summary>
    public required string AccountId { get; init; }

    /// <summary>ECS cluster.</summary>
    public required string ClusterName { get; init; }

    /// <summary>The container that takes the traffic.</summary>
    public required string ContainerName { get; init; }

    /// <summary>The port that it listens on.</summary>
    public required int ContainerPort { get; init; }

    /// <summary>Tasks to start.</summary>
    public required int DesiredCount { get; init; }

    /// <summary>The input of RegisterTaskDefinition, but for the image, the hosts and the secrets.</summary>
    public required JsonObject TaskDefinitionTemplate { get; init; }

    /// <summary>Subnets of the tasks.</summary>
    public required IReadOnlyList<string> PrivateSubnetIds { get; init; }

    /// <summary>Security group of the tasks.</summary>
    public required string TaskSecurityGroupId { get; init; }

    /// <summary>Security group of the database.</summary>
    public required string DatabaseSecurityGroupId { get; init; }

    /// <summary>Subnets of the database.</summary>
    public required string DatabaseSubnetGroupName { get; init; }

    /// <summary>Parameters of the database.</summary>
    public required string DatabaseParameterGroupName { get; init; }

    /// <summary>PostgreSQL's version, as the parameters are for it.</summary>
    public required string DatabaseEngineVersion { get; init; }

    /// <summary>Size of the database instance.</summary>
    public required string DatabaseInstanceClass { get; init; }

    /// <summary>Whether a standby in another zone takes over when the database fails.</summary>
    public required bool DatabaseMultiAz { get; init; }

    /// <summary>Size of the cache's node.</summary>
    public required string CacheNodeType { get; init; }

    /// <summary>Log group of the tasks.</summary>
    public required string LogGroupName { get; init; }

    /// <summary>ECR repository of the replicated images.</summary>
    public required string RepositoryName { get; init; }

    /// <summary>Vault of the copies.</summary>
    public required string VaultName { get; init; }

    /// <summary>Role of restore jobs.</summary>
    public required string RestoreRoleArn { get; init; }

    /// <summary>
    /// The primary region's database, whose recovery points are restored. Its ARN is made of the outputs, as in infra/modules/backup:
    /// the stack of the database may be lost with its region.
    /// </summary>
    public string DatabaseArn => $"arn:{RestoreRoleArn.Split(':')[1]}:rds:{PrimaryRegion}:{AccountId}:db:notejam-{Environment}";

    /// <summary>Names of the replicated secrets: <c>application</c>, <c>database</c>, <c>cache</c>.</summary>
    public required IReadOnlyDictionary<string, string> SecretNames { get; init; }

    /// <summary>The name that people reach Notejam by; null when they use the load balancer's own.</summary>
    public string? DomainName { get; init; }

    /// <summary>All outputs as values: what the drill's own stack is given.</summary>
    public required JsonObject All { get; init; }
}
