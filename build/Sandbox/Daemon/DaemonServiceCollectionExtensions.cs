using Notejam.Sandbox.Daemon.Handover;

namespace Notejam.Sandbox.Daemon;

/// <summary>Registers what runs the gateway.</summary>
internal static class DaemonServiceCollectionExtensions
{
    /// <summary>Adds start and end, the handover to a successor, and the status document.</summary>
    public static IServiceCollection AddDaemon(this IServiceCollection services) => services
        .AddSingleton<SandboxTeardown>()
        .AddSingleton<SandboxStartup>()
        .AddSingleton<StopRequest>()
        .AddSingleton<Predecessor>()
        .AddSingleton<HandoverServer>()
        .AddSingleton<StatusDocument>();
}
