using Microsoft.Extensions.DependencyInjection.Extensions;
using Notejam.Sandbox.Certificates;
using Notejam.Sandbox.Ec2;
using Notejam.Sandbox.Elb.Api;
using Notejam.Sandbox.Elb.Health;
using Notejam.Sandbox.Elb.Metrics;
using Notejam.Sandbox.Elb.Model;
using Notejam.Sandbox.Elb.Traffic;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Faults;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.Elb;

/// <summary>Registers load balancing.</summary>
public static class ElbServiceCollectionExtensions
{
    /// <summary>Adds Elastic Load Balancing: its API, its listeners, its health checks and its metrics.</summary>
    public static IServiceCollection AddElb(this IServiceCollection services)
    {
        services.AddHttpForwarder();
        services.AddEc2();
        services.TryAddSingleton<FaultRules>();
        services.TryAddSingleton<CertificateAuthority>();
        services.AddSingleton<ElbStore>()
            .AddSingleton<HealthProber>()
            .AddSingleton<TargetForwarder>()
            .AddSingleton<TrafficMetrics>()
            .AddSingleton<ICertificateDirectory, EmulatorCertificates>()
            .AddAwsService("elasticloadbalancing", AwsProtocol.Query, operations => operations
            .Needs(_ => ElbAccess.Create())
                .Add<LoadBalancerOperations>()
                .Add<TargetGroupOperations>()
                .Add<ListenerOperations>()
                .Add<RuleOperations>()
                .Add<TagOperations>())
            .AddSingleton<TrafficPlane>()
            .AddSingleton<ITrafficRoutes>(provider => provider.GetRequiredService<TrafficPlane>())
            .AddHostedService(provider => provider.GetRequiredService<TrafficPlane>())
            .AddSingleton<IStatusSource, ElbStatus>()
            .AddHostedService<MetricsPublisher>();
        return services;
    }
}
