using Microsoft.Extensions.DependencyInjection.Extensions;
using Notejam.Sandbox.Gateway.Access;

namespace Notejam.Sandbox.Gateway.Operations;

/// <summary>Registers services and their operations.</summary>
public static class OperationsServiceCollectionExtensions
{
    /// <summary>Adds a service; <paramref name="operations"/> adds its operations.</summary>
    public static IServiceCollection AddAwsService(
        this IServiceCollection services, string signingName, AwsProtocol protocol, Action<OperationGroups> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        operations(new OperationGroups(services, signingName));
        return services.AddSingleton(provider => new AwsService(signingName, protocol, provider.GetKeyedServices<IOperations>(signingName)));
    }
}

/// <summary>The operations of one service, group by group.</summary>
public sealed class OperationGroups(IServiceCollection services, string signingName)
{
    /// <summary>Adds a group.</summary>
    public OperationGroups Add<T>() where T : class, IOperations
    {
        services.TryAddSingleton<T>();
        services.AddKeyedSingleton<IOperations>(signingName, (provider, _) => provider.GetRequiredService<T>());
        return this;
    }

    /// <summary>Says what the operations need: actions, resources, condition keys.</summary>
    public OperationGroups Needs(Func<IServiceProvider, ServiceAccess> access)
    {
        services.AddSingleton(access);
        return this;
    }
}
