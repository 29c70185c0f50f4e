using Notejam.Sandbox.Certificates;
using Notejam.Sandbox.Ecs.Api;
using Notejam.Sandbox.Ecs.Model;
using Notejam.Sandbox.Ecs.Running;
using Notejam.Sandbox.Ecs.Scheduling;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Host;
using Notejam.Sandbox.Secrets;

namespace Notejam.Sandbox.Ecs;

/// <summary>Registers the container services.</summary>
public static class EcsServiceCollectionExtensions
{
    /// <summary>Adds Elastic Container Service: its API, its scheduler and its containers. Needs load balancing and the registry (AddElb, AddEcr).</summary>
    public static IServiceCollection AddEcs(this IServiceCollection services) => services
        .AddSingleton<EcsStore>()
        .AddSingleton<EcsSignal>()
        .AddAwsService("ecs", AwsProtocol.Json, operations => operations
            .Needs(_ => EcsAccess.Create())
            .Add<ClusterOperations>()
            .Add<TaskDefinitionOperations>()
            .Add<ServiceOperations>()
            .Add<TaskOperations>()
            .Add<TagOperations>())
        .AddSingleton<ExecutionRole>()
        .AddSecretReplicas()
        .AddSingleton<SecretResolver>()
        .AddSingleton<CertificateBundle>()
        .AddSingleton<RegistryLogin>()
        .AddSingleton<ImagePuller>()
        .AddSingleton<LogShipper>()
        .AddSingleton<TaskContainers>()
        .AddSingleton<ContainerWatch>()
        .AddSingleton<TaskStarter>()
        .AddSingleton<TaskRunner>()
        .AddSingleton<ServicePass>()
        .AddSingleton<ITaskSets, TaskSets>()
        .AddSingleton<IServiceCapacity, ServiceCapacities>()
        .AddSingleton<IStatusSource, EcsStatus>()
        .AddHostedService<EcsReconciler>()
        .AddHostedService<UsagePublisher>();
}
