using Notejam.Sandbox.Access;
using Notejam.Sandbox.Backup;
using Notejam.Sandbox.CodeDeploy;
using Notejam.Sandbox.Ecr;
using Notejam.Sandbox.Ecs;
using Notejam.Sandbox.ElastiCache;
using Notejam.Sandbox.Elb;
using Notejam.Sandbox.Emulator;
using Notejam.Sandbox.Events;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Host;
using Notejam.Sandbox.Lambda;
using Notejam.Sandbox.Rds;
using Notejam.Sandbox.Route53;
using Notejam.Sandbox.Scaling;
using Notejam.Sandbox.Secrets;
using Notejam.Sandbox.Sts;

namespace Notejam.Sandbox.Daemon;

/// <summary>Composes the two regions.</summary>
public static class SandboxServiceCollectionExtensions
{
    /// <summary>Adds the gateway, the emulator behind it and every native service.</summary>
    public static IServiceCollection AddSandbox(this IServiceCollection services, SandboxOptions options) => services
        .AddSandboxHost(options)
        .AddGateway()
        .AddEmulator()
        .AddSts()
        .AddAccess()
        .AddEcr()
        .AddEcs()
        .AddScaling()
        .AddElb()
        .AddCodeDeploy()
        .AddRds()
        .AddElastiCache()
        .AddBackup()
        .AddLambda()
        .AddEvents()
        .AddSecrets()
        .AddRoute53();
}
