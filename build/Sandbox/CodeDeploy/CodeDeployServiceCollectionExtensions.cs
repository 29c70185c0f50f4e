using Notejam.Sandbox.CodeDeploy.Api;
using Notejam.Sandbox.CodeDeploy.Engine;
using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.CodeDeploy;

/// <summary>Registers CodeDeploy.</summary>
public static class CodeDeployServiceCollectionExtensions
{
    /// <summary>Adds CodeDeploy and its engine. It needs ECS's task sets, the load balancer's routes, and functions (AddLambda) for hooks.</summary>
    public static IServiceCollection AddCodeDeploy(this IServiceCollection services)
    {
        services.AddSingleton<CodeDeployStore>().AddSingleton<ITargetGroupDirectory, TargetGroupDirectory>().AddSingleton<AlarmWatch>().AddSingleton<ServiceRole>();
        services.AddSingleton<DeploymentObserver>().AddSingleton<DeploymentActions>().AddSingleton<TaskSetViews>();
        services.AddAwsService("codedeploy", AwsProtocol.Json, operations => operations
            .Needs(CodeDeployAccess.Create)
            .Add<ApplicationOperations>()
            .Add<DeploymentGroupOperations>()
            .Add<DeploymentConfigOperations>()
            .Add<DeploymentOperations>()
            .Add<DeploymentQueries>()
            .Add<DeploymentTargetOperations>()
            .Add<HookCalls>()
            .Add<CodeDeployTags>());
        services.AddSingleton<IStatusSource, CodeDeployStatus>();
        services.AddHostedService<DeploymentEngine>();
        return services;
    }
}
