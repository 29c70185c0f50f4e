using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Host;
using Notejam.Sandbox.Scaling.Acting;
using Notejam.Sandbox.Scaling.Api;
using Notejam.Sandbox.Scaling.Model;

namespace Notejam.Sandbox.Scaling;

/// <summary>Registers the scaling of services.</summary>
public static class ScalingServiceCollectionExtensions
{
    /// <summary>Adds Application Auto Scaling: its API, and what acts on it. Needs the container services (AddEcs).</summary>
    public static IServiceCollection AddScaling(this IServiceCollection services) => services
        .AddSingleton<ScalingStore>()
        .AddAwsService("application-autoscaling", AwsProtocol.Json, operations => operations
            .Needs(_ => ScalingAccess.Create())
            .Add<TargetOperations>()
            .Add<PolicyOperations>()
            .Add<ActivityOperations>()
            .Add<TagOperations>())
        .AddSingleton<MetricReader>()
        .AddSingleton<PolicyReader>()
        .AddHostedService<Scaler>()
        .AddSingleton<IStatusSource, ScalingStatus>();
}
