namespace Notejam.Sandbox.Elb;

/// <summary>Knows the subnets of a region.</summary>
internal interface ISubnetDirectory
{
    /// <summary>Looks subnets up, in the order asked for.</summary>
    /// <exception cref="Gateway.AwsException">One of them is unknown.</exception>
    Task<IReadOnlyList<Subnet>> FindAsync(string region, IReadOnlyList<string> ids, CancellationToken cancellationToken);
}

/// <summary>A subnet, its VPC and its zone.</summary>
internal sealed record Subnet(string Id, string VpcId, string Zone);
