using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Route53.Api;
using Notejam.Sandbox.Route53.Health;
using Notejam.Sandbox.Route53.Model;
using Notejam.Sandbox.Route53.Names;

namespace Notejam.Sandbox.Route53;

/// <summary>Registers Route 53.</summary>
public static class Route53ServiceCollectionExtensions
{
    /// <summary>Adds Route 53: health checks, and answers to names.</summary>
    public static IServiceCollection AddRoute53(this IServiceCollection services) => services
        .AddSingleton<HealthCheckStore>()
        .AddSingleton<AlarmData>()
        .AddSingleton<EndpointProbe>()
        .AddSingleton<HealthJudge>()
        .AddAwsService("route53", AwsProtocol.RestXml, operations => operations
            .Needs(_ => Route53Access.Create())
            .Add<HealthCheckOperations>()
            .Add<ZoneOperations>())
        .AddSingleton<HostedZones>()
        .AddSingleton<NameServer>();
}
