using Docker.DotNet;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Notejam.Machine;
using Notejam.Machine.Processes;
using Notejam.Sandbox.Host.Handover;
using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Host;

/// <summary>Registers what all rooms share.</summary>
public static class HostServiceCollectionExtensions
{
    /// <summary>Adds options, clock, processes, Docker, state, start and end.</summary>
    public static IServiceCollection AddSandboxHost(this IServiceCollection services, SandboxOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IProcessRunner, ProcessRunner>();
        return services
            .AddSingleton(options)
            .AddSingleton<StateStore>()
            .AddSingleton(provider => new ThisMachine(
                Console.WriteLine, runner: provider.GetRequiredService<IProcessRunner>(), time: provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<ManagedProcesses>()
            .AddSingleton<DockerClients>()
            .AddSingleton<IDockerClient>(provider => provider.GetRequiredService<DockerClients>().Client)
            .AddSingleton<SandboxNetwork>()
            .AddSingleton<SandboxTeardown>()
            .AddSingleton<SandboxStartup>()
            .AddSingleton<StopRequest>()
            .AddSingleton<ListeningSockets>()
            .AddSingleton<RequestGate>()
            .AddSingleton<BackgroundWork>()
            .AddSingleton<Predecessor>()
            .AddSingleton<HandoverServer>()
            .AddSingleton<StatusDocument>();
    }
}
