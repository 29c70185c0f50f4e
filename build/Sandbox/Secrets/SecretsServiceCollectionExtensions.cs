using Microsoft.Extensions.DependencyInjection.Extensions;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Host;
using Notejam.Sandbox.Secrets.Api;
using Notejam.Sandbox.Secrets.Model;
using Notejam.Sandbox.Secrets.Rotating;

namespace Notejam.Sandbox.Secrets;

/// <summary>Registers Secrets Manager.</summary>
public static class SecretsServiceCollectionExtensions
{
    /// <summary>Adds rotation, and the door to the emulator's secrets. Needs the emulator, functions (AddLambda) and events (AddEvents).</summary>
    public static IServiceCollection AddSecrets(this IServiceCollection services) => services
        .AddSingleton<SecretsStore>()
        .AddSingleton<SecretVersions>()
        .AddSingleton<RotationEvents>()
        .AddSecretReplicas()
        .AddAwsService("secretsmanager", AwsProtocol.Json, operations => operations
            .Needs(SecretsAccess.Create)
            .Add<SecretOperations>()
            .Add<RotationOperations>())
        .AddHostedService<RotationWorker>()
        .AddSingleton<IStatusSource, SecretsStatus>();

    /// <summary>Adds what knows the keys of replicas, for services that read secrets; once is enough.</summary>
    public static IServiceCollection AddSecretReplicas(this IServiceCollection services)
    {
        services.TryAddSingleton<SecretReplicas>();
        return services;
    }
}
