using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Notejam.Sandbox.Sns;

/// <summary>Registers what other services ask of SNS.</summary>
public static class SnsServiceCollectionExtensions
{
    /// <summary>Adds publishing to topics.</summary>
    public static IServiceCollection AddSns(this IServiceCollection services)
    {
        services.TryAddSingleton<TopicPublisher>();
        return services;
    }
}
