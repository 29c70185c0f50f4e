using Microsoft.Extensions.DependencyInjection.Extensions;
using Notejam.Sandbox.Gateway.Faults;
using Notejam.Sandbox.Gateway.Models;
using Notejam.Sandbox.Gateway.Throttling;

namespace Notejam.Sandbox.Gateway;

/// <summary>Registers the gateway.</summary>
public static class GatewayServiceCollectionExtensions
{
    /// <summary>Adds the one door, its memory of answers and its faults.</summary>
    public static IServiceCollection AddGateway(this IServiceCollection services)
    {
        services.TryAddSingleton<FaultRules>();
        return services.AddSingleton<GatewayEndpoint>().AddSingleton<AwsServices>().AddSingleton<ServiceChanges>().AddSingleton<AnswerCache>().AddSingleton<AnswerJournal>().AddSingleton<RateLimiter>();
    }
}
