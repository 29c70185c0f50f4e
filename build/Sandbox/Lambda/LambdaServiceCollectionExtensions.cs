using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Host;
using Notejam.Sandbox.Lambda.Api;
using Notejam.Sandbox.Lambda.Code;
using Notejam.Sandbox.Lambda.Model;
using Notejam.Sandbox.Lambda.Running;

namespace Notejam.Sandbox.Lambda;

/// <summary>Registers the functions.</summary>
public static class LambdaServiceCollectionExtensions
{
    /// <summary>Adds Lambda: its API, and the processes that functions run in. Needs the containers' roots (AddEcs) and subnets (AddRds).</summary>
    public static IServiceCollection AddLambda(this IServiceCollection services) => services
        .AddSingleton<LambdaStore>()
        .AddSingleton<CodeStore>()
        .AddSingleton<CodeReader>()
        .AddSingleton<CodeGarbage>()
        .AddSingleton<FunctionSettings>()
        .AddSingleton<Functions>()
        .AddSingleton<IFunctions>(provider => provider.GetRequiredService<Functions>())
        .AddSingleton<ILambdaOperations, FunctionOperations>()
        .AddSingleton<ILambdaOperations, ChangeOperations>()
        .AddSingleton<ILambdaOperations, VersionOperations>()
        .AddSingleton<ILambdaOperations, PermissionOperations>()
        .AddSingleton<ILambdaOperations, SettingOperations>()
        .AddSingleton<ILambdaOperations, InvokeOperations>()
        .AddSingleton<IAwsService, LambdaService>()
        .AddSingleton<EnvironmentBuilder>()
        .AddSingleton<FunctionPool>()
        .AddSingleton<FunctionLogShipper>()
        .AddHostedService(provider => provider.GetRequiredService<FunctionLogShipper>())
        .AddHostedService(provider => provider.GetRequiredService<FunctionPool>())
        .AddSingleton<Destinations>()
        .AddHostedService<EventWorker>()
        .AddSingleton<IStatusSource, LambdaStatus>();
}
