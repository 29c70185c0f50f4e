using Docker.DotNet;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Notejam.Machine;
using Notejam.Machine.Processes;
using Notejam.Sandbox.Host.Handover;
using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Host;

/// <summary>Registers what every service builds on.</summary>
public static class HostServiceCollectionExtensions
{
    /// <summary>Adds options, clock, processes, Docker, network and state.</summary>
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
            .AddSingleton<ListeningSockets>()
            .AddSingleton<RequestGate>()
            .AddSingleton<BackgroundWork>();
    }
}
