using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Notejam.Sandbox.Ec2;

/// <summary>Registers what other services ask of EC2.</summary>
public static class Ec2ServiceCollectionExtensions
{
    /// <summary>Adds the look-up of subnets.</summary>
    public static IServiceCollection AddEc2(this IServiceCollection services)
    {
        services.TryAddSingleton<ISubnetDirectory, SubnetDirectory>();
        return services;
    }
}
