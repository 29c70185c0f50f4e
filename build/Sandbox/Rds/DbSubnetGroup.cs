namespace Notejam.Sandbox.Rds;

/// <summary>Subnets that an instance may be in.</summary>
public sealed class DbSubnetGroup
{
    public required string Name { get; init; }

    public required string Arn { get; init; }

    public required string Description { get; set; }

    public required string VpcId { get; set; }

    public required IReadOnlyList<SubnetPlace> Subnets { get; set; }
}

/// <summary>A subnet, its network and its zone.</summary>
public sealed record SubnetPlace(string Id, string VpcId, string Zone);
