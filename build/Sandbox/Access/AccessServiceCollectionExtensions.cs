using Notejam.Sandbox.Access.Emulated;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Access;
using Notejam.Sandbox.Iam;
using Notejam.Sandbox.Sts.Callers;

namespace Notejam.Sandbox.Access;

/// <summary>Registers access control.</summary>
public static class AccessServiceCollectionExtensions
{
    /// <summary>Adds the gate, its journal, and what requests to the emulator's services need.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        foreach (var access in EmulatedServices.All) services.AddSingleton(access);
        return services
            .AddSingleton<Ec2Associations>()
            .AddSingleton(Ec2Access.Create)
            .AddSingleton(_ => LogsAccess.Create())
            .AddSingleton(_ => KmsAccess.Create())
            .AddSingleton(IamAccess.Create)
            .AddSingleton(provider => new Lazy<AwsServices>(provider.GetRequiredService<AwsServices>))
            .AddSingleton<ServiceReads>()
            .AddSingleton<KmsKeys>()
            .AddSingleton<ResourceTags>()
            .AddSingleton<ResourceDirectory>()
            .AddSingleton<AccessJournal>()
            .AddSingleton<AccessDecisions>()
            .AddSingleton<IServicePermissions>(provider => new ServicePermissions(provider.GetRequiredService<CallerDirectory>(), provider.GetRequiredService<IdentityDirectory>(), provider.GetRequiredService<AccessDecisions>()))
            .AddSingleton<IAccessGate, AccessGate>();
    }
}
