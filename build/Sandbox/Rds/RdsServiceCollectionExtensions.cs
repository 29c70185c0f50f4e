using Microsoft.Extensions.DependencyInjection.Extensions;
using Notejam.Machine.Processes;
using Notejam.Sandbox.Backup;
using Notejam.Sandbox.Certificates;
using Notejam.Sandbox.Ec2;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Faults;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Host;
using Notejam.Sandbox.Kms;
using Notejam.Sandbox.Rds.Api;
using Notejam.Sandbox.Rds.Jobs;
using Notejam.Sandbox.Rds.Model;
using Notejam.Sandbox.Rds.Postgres;
using Notejam.Sandbox.Sns;

namespace Notejam.Sandbox.Rds;

/// <summary>Registers RDS.</summary>
public static class RdsServiceCollectionExtensions
{
    /// <summary>Adds RDS and its PostgreSQL servers.</summary>
    public static IServiceCollection AddRds(this IServiceCollection services)
    {
        services.AddHttpClient();
        services.AddEc2().AddSns();
        services.TryAddSingleton<IProcessRunner, ProcessRunner>();
        services.TryAddSingleton<CertificateAuthority>();
        services.TryAddSingleton<ManagedKeys>();
        services.TryAddSingleton<FaultRules>();
        services.AddSingleton<PostgresInstallation>().AddSingleton<LazyVolumes>().AddSingleton<PostgresServers>();
        services.AddSingleton<RdsStore>().AddSingleton<DatabasePorts>().AddSingleton<MasterSecrets>().AddSingleton<DbInstanceJobs>();
        services.AddSingleton<DbSnapshotCopies>().AddSingleton<IRecoveryData, RecoveryData>();
        services.AddAwsService("rds", AwsProtocol.Query, operations => operations
            .Needs(_ => RdsAccess.Create())
            .Add<DbInstanceOperations>()
            .Add<ModifyDbInstance>()
            .Add<DbSnapshotOperations>()
            .Add<DbSubnetGroupOperations>()
            .Add<DbParameterOperations>()
            .Add<DbEngineOperations>()
            .Add<DbQuotaOperations>()
            .Add<DbEventOperations>()
            .Add<EventSubscriptionOperations>()
            .Add<RdsTagOperations>());
        services.AddSingleton<IStatusSource, RdsStatus>();
        services.AddHostedService<RdsResumption>();
        services.AddHostedService<EventPublisher>();
        return services;
    }
}
