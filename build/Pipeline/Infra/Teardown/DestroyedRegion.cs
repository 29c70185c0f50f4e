using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Infra.Teardown;

/// <summary>What of an environment stands in one region, and the clients to take it away with.</summary>
/// <param name="Name">The region.</param>
/// <param name="Aws">Its clients.</param>
/// <param name="Stacks">The stacks whose states lie in this region, in the order in which they are destroyed.</param>
public sealed record DestroyedRegion(string Name, AwsSession Aws, IReadOnlyList<TerraformStack> Stacks)
{
    /// <summary>
    /// Whether the environment goes on in its primary region. What that one's stacks keep here is not this region's to destroy:
    /// the copies of the backups, replicas of images and secrets, and what stands ready for a recovery.
    /// </summary>
    public bool IsReplicaAlone { get; init; }
}
