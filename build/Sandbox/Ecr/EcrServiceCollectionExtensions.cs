using Notejam.Sandbox.Ecr.Api;
using Notejam.Sandbox.Ecr.Model;
using Notejam.Sandbox.Ecr.Registry;
using Notejam.Sandbox.Ecr.Replication;
using Notejam.Sandbox.Ecr.Scanning;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.Ecr;

/// <summary>Registers the registry.</summary>
public static class EcrServiceCollectionExtensions
{
    /// <summary>Adds ECR: its API, its registries, their replication, its scanner.</summary>
    public static IServiceCollection AddEcr(this IServiceCollection services)
    {
        services.AddHttpForwarder();
        return services
            .AddSingleton<EcrStore>()
            .AddSingleton<ImageStore>()
            .AddSingleton<RegistryTokens>()
            .AddSingleton<RegistryAccess>()
            .AddSingleton<RegistryEndpoint>()
            .AddSingleton<ImageRecorder>()
            .AddSingleton<Advisories>()
            .AddSingleton<ImageScanner>()
            .AddSingleton<ScanJobs>()
            .AddHostedService(provider => provider.GetRequiredService<ScanJobs>())
            .AddSingleton<ImageReplicator>()
            .AddSingleton<ReplicationJobs>()
            .AddHostedService(provider => provider.GetRequiredService<ReplicationJobs>())
            .AddAwsService("ecr", AwsProtocol.Json, operations => operations
            .Needs(_ => EcrAccess.Create())
                .Add<RepositoryOperations>()
                .Add<PolicyOperations>()
                .Add<ImageOperations>()
                .Add<ImageChanges>()
                .Add<ScanOperations>()
                .Add<RegistryOperations>()
                .Add<ReplicationOperations>()
                .Add<ScanningOperations>()
                .Add<TagOperations>())
            .AddSingleton<IStatusSource, EcrStatus>();
    }
}
