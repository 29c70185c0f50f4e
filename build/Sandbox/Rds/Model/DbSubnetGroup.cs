using Notejam.Sandbox.Ec2;

namespace Notejam.Sandbox.Rds.Model;

/// <summary>Subnets that an instance may be in.</summary>
public sealed class DbSubnetGroup
{
    public required string Name { get; init; }

    public required string Arn { get; init; }

    public required string Description { get; set; }

    public required string VpcId { get; set; }

    public required IReadOnlyList<Subnet> Subnets { get; set; }
}
