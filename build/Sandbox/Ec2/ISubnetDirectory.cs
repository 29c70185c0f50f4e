using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Ec2;

/// <summary>Tells where subnets are.</summary>
internal interface ISubnetDirectory
{
    /// <summary>Looks subnets up, in the order asked for.</summary>
    /// <exception cref="AwsException">One of them does not exist: <c>InvalidSubnetID.NotFound</c>, EC2's own error.</exception>
    Task<IReadOnlyList<Subnet>> FindAsync(string region, IReadOnlyList<string> ids, CancellationToken cancellationToken);
}
