using Notejam.Sandbox.Faults;

namespace Notejam.Sandbox.Gateway;

/// <summary>Registers the gateway.</summary>
public static class GatewayServiceCollectionExtensions
{
    /// <summary>Adds the one door, its memory of answers and its faults.</summary>
    public static IServiceCollection AddGateway(this IServiceCollection services) =>
        services.AddSingleton<GatewayEndpoint>().AddSingleton<AnswerCache>().AddSingleton<FaultRules>();
}
