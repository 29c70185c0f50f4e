using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Access;

namespace Notejam.Sandbox.Emulator;

/// <summary>Registers the emulator.</summary>
public static class EmulatorServiceCollectionExtensions
{
    /// <summary>Adds moto, and S3 through it. Secrets need their own door (AddSecrets).</summary>
    public static IServiceCollection AddEmulator(this IServiceCollection services)
    {
        services.AddHttpForwarder();
        return services
            .AddSingleton<IEmulator, MotoEmulator>()
            .AddSingleton<MotoServer>()
            .AddSingleton<BucketPolicies>()
            .AddSingleton<IBucketPolicies>(provider => provider.GetRequiredService<BucketPolicies>())
            .AddSingleton<ServiceAccess>(_ => S3Access.Create())
            .AddSingleton<IObjectStore, MotoObjectStore>();
    }
}
