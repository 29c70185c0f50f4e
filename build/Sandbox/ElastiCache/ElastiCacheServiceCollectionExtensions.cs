using Microsoft.Extensions.DependencyInjection.Extensions;
using Notejam.Machine.Processes;
using Notejam.Sandbox.Certificates;
using Notejam.Sandbox.Ec2;
using Notejam.Sandbox.ElastiCache.Api;
using Notejam.Sandbox.ElastiCache.Model;
using Notejam.Sandbox.ElastiCache.Redis;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Host;
using Notejam.Sandbox.Kms;

namespace Notejam.Sandbox.ElastiCache;

/// <summary>Registers ElastiCache.</summary>
public static class ElastiCacheServiceCollectionExtensions
{
    /// <summary>Adds ElastiCache and its Redis servers.</summary>
    public static IServiceCollection AddElastiCache(this IServiceCollection services)
    {
        services.AddHttpClient();
        services.AddEc2();
        services.TryAddSingleton<IProcessRunner, ProcessRunner>();
        services.TryAddSingleton<CertificateAuthority>();
        services.TryAddSingleton<ManagedKeys>();
        services.AddSingleton<ElastiCacheStore>().AddSingleton<CacheAddresses>().AddSingleton<RedisAdmin>().AddSingleton<TokenDoors>().AddSingleton<RedisServers>().AddSingleton<ReplicationGroupJobs>();
        services.AddAwsService("elasticache", AwsProtocol.Query, operations => operations
            .Needs(_ => ElastiCacheAccess.Create())
            .Add<ReplicationGroupOperations>()
            .Add<CacheSubnetGroupOperations>()
            .Add<CacheParameterGroupOperations>()
            .Add<ElastiCacheTags>());
        services.AddSingleton<IStatusSource, ElastiCacheStatus>();
        services.AddHostedService(provider => provider.GetRequiredService<ReplicationGroupJobs>());
        return services;
    }
}
