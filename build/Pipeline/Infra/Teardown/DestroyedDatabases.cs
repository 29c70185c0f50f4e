namespace Notejam.Pipeline.Infra.Teardown;

/// <summary>The databases whose recovery points go with an environment: its own and those of its drills and failovers, in its own regions and account. Pure.</summary>
/// <param name="names">The environment's names.</param>
/// <param name="regions">The regions that are destroyed.</param>
/// <param name="account">The account that is destroyed in.</param>
internal sealed class DestroyedDatabases(EnvironmentNames names, IReadOnlyCollection<string> regions, string account)
{
    /// <summary>Whether a recovery point is of one of them.</summary>
    /// <param name="resourceArn">Its <c>ResourceArn</c>.</param>
    /// <param name="resourceType">Its <c>ResourceType</c>: Aurora clusters have another one.</param>
    public bool Contain(string? resourceArn, string? resourceType) =>
        resourceType == "RDS" && resourceArn?.Split(':') is ["arn", _, "rds", var region, var owner, "db", var database] && regions.Contains(region) && owner == account && names.Contain(database);
}
