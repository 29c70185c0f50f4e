using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Infra.Teardown;

/// <summary>What of an environment stands in one region, and the clients to take it away with.</summary>
/// <param name="Name">The region.</param>
/// <param name="Aws">Its clients.</param>
/// <param name="Stacks">The stacks whose states lie in this region, in the order in which they are destroyed.</param>
public sealed record DestroyedRegion(string Name, AwsSession Aws, IReadOnlyList<TerraformStack> Stacks);
