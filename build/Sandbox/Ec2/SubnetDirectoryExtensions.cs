using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Ec2;

/// <summary>Subnets for services that have an error of their own for one that does not exist.</summary>
internal static class SubnetDirectoryExtensions
{
    /// <summary>Looks subnets up, in the order asked for.</summary>
    /// <param name="directory">Where they are looked up.</param>
    /// <param name="region">The region.</param>
    /// <param name="ids">Their ids.</param>
    /// <param name="errorCode">The service's error for a subnet that does not exist: <c>InvalidSubnet</c>.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <exception cref="AwsException">One of them does not exist.</exception>
    public static async Task<IReadOnlyList<Subnet>> FindAsync(
        this ISubnetDirectory directory, string region, IReadOnlyList<string> ids, string errorCode, CancellationToken cancellationToken)
    {
        try
        {
            return await directory.FindAsync(region, ids, cancellationToken);
        }
        catch (AwsException error) when (error.Status < StatusCodes.Status500InternalServerError)
        {
            throw new AwsException(errorCode, error.Message);
        }
    }
}
