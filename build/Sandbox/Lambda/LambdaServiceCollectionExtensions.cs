using Notejam.Sandbox.Ec2;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Host;
using Notejam.Sandbox.Lambda.Api;
using Notejam.Sandbox.Lambda.Code;
using Notejam.Sandbox.Lambda.Model;
using Notejam.Sandbox.Lambda.Running;
using Notejam.Sandbox.Sns;

namespace Notejam.Sandbox.Lambda;

/// <summary>Registers the functions.</summary>
public static class LambdaServiceCollectionExtensions
{
    /// <summary>Adds Lambda: its API, and the processes that functions run in. Needs the containers' roots (AddEcs).</summary>
    public static IServiceCollection AddLambda(this IServiceCollection services) => services
        .AddEc2()
        .AddSns()
        .AddSingleton<LambdaStore>()
        .AddSingleton<CodeStore>()
        .AddSingleton<CodeReader>()
        .AddSingleton<CodeGarbage>()
        .AddSingleton<FunctionSettings>()
        .AddSingleton<Functions>()
        .AddSingleton<IFunctions>(provider => provider.GetRequiredService<Functions>())
        .AddAwsService("lambda", AwsProtocol.Rest, operations => operations
            .Needs(_ => LambdaAccess.Create())
            .Add<FunctionOperations>()
            .Add<ChangeOperations>()
            .Add<VersionOperations>()
            .Add<PermissionOperations>()
            .Add<SettingOperations>()
            .Add<InvokeOperations>())
        .AddSingleton<EnvironmentBuilder>()
        .AddSingleton<FunctionPool>()
        .AddSingleton<FunctionLogShipper>()
        .AddHostedService(provider => provider.GetRequiredService<FunctionLogShipper>())
        .AddHostedService(provider => provider.GetRequiredService<FunctionPool>())
        .AddSingleton<Destinations>()
        .AddHostedService<EventWorker>()
        .AddSingleton<IStatusSource, LambdaStatus>();
}
