using System.Globalization;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.Ecs.Running;

/// <summary>The containers of tasks, in Docker.</summary>
internal sealed class TaskContainers(DockerClients docker, SandboxNetwork network, SandboxOptions options)
{
    private string? _cgroupDriver;

    private IContainerOperations Containers => docker.Client.Containers;

    /// <summary>Makes sure that the tasks' network is there, and names it.</summary>
    public async Task<string> NetworkAsync(CancellationToken cancellationToken)
    {
        await network.EnsureAsync(cancellationToken);
        return options.NetworkName;
    }

    /// <summary>Makes a container and starts it.</summary>
    /// <param name="created">Told the container's id before it starts, so that it is never forgotten.</param>
    /// <exception cref="CannotStartTaskException">Docker refuses: no such command, for example.</exception>
    public async Task StartAsync(ContainerPlan plan, Action<string> created, CancellationToken cancellationToken)
    {
        try
        {
            _cgroupDriver ??= (await docker.Client.System.GetSystemInfoAsync(cancellationToken)).CgroupDriver;
            var response = await Containers.CreateContainerAsync(ContainerParameters.Of(plan, options, _cgroupDriver), cancellationToken);
            created(response.ID);
            await Containers.StartContainerAsync(response.ID, new ContainerStartParameters(), cancellationToken);
        }
        catch (DockerApiException error)
        {
            throw new CannotStartTaskException($"CannotStartContainerError: Error response from daemon: {error.Words()}", plan.Name, error);
        }
    }

    /// <summary>How a container stands; null when it is gone.</summary>
    public async Task<ContainerFacts?> InspectAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var found = await Containers.InspectContainerAsync(id, cancellationToken);
            var endpoint = found.NetworkSettings?.Networks?.Values.FirstOrDefault();
            return new ContainerFacts(
                found.State?.Running ?? false, (int)(found.State?.ExitCode ?? 0), found.State?.OOMKilled ?? false,
                found.State?.Health?.Status, endpoint?.IPAddress, endpoint?.MacAddress);
        }
        catch (DockerApiException error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>What a container uses; null when it does not run.</summary>
    public async Task<ContainerUsage?> UsageAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            ContainerStatsResponse? stats = null;
            await Containers.GetContainerStatsAsync(
                id, new ContainerStatsParameters { Stream = false, OneShot = true }, new Receiver<ContainerStatsResponse>(received => stats = received), cancellationToken);
            return stats is { CPUStats.CPUUsage: { TotalUsage: > 0 } cpu } ? new ContainerUsage(cpu.TotalUsage, stats.MemoryStats?.Usage ?? 0) : null;
        }
        catch (DockerApiException error) when (error.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            return null;
        }
    }

    /// <summary>Waits until a container has ended, or is gone.</summary>
    public async Task WaitAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await Containers.WaitContainerAsync(id, cancellationToken);
        }
        catch (DockerApiException error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            // Gone: it has ended.
        }
    }

    /// <summary>Ends a container: SIGTERM, and SIGKILL after the timeout.</summary>
    public async Task StopAsync(string id, int timeoutSeconds, CancellationToken cancellationToken)
    {
        try
        {
            await Containers.StopContainerAsync(id, new ContainerStopParameters { WaitBeforeKillSeconds = (uint)timeoutSeconds }, cancellationToken);
        }
        catch (DockerApiException error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            // Gone already.
        }
    }

    /// <summary>Removes a container.</summary>
    public async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, cancellationToken);
        }
        catch (DockerApiException error) when (error.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // Gone already, or being removed.
        }
    }

    /// <summary>The ids of all tasks' containers of this sandbox, with the task that each says it belongs to.</summary>
    public async Task<IReadOnlyList<(string ContainerId, string TaskId)>> ListAsync(CancellationToken cancellationToken)
    {
        var label = $"{SandboxNetwork.Label}={options.Port.ToString(CultureInfo.InvariantCulture)}";
        var found = await Containers.ListContainersAsync(
            new ContainersListParameters
            {
                All = true,
                Filters = new Dictionary<string, IDictionary<string, bool>>
                {
                    ["label"] = new Dictionary<string, bool> { [label] = true, [ContainerParameters.TaskLabel] = true },
                },
            },
            cancellationToken);
        return [.. found.Select(container => (container.ID, container.Labels[ContainerParameters.TaskLabel]))];
    }

    // Progress<T> would report later, on another thread.
    private sealed class Receiver<T>(Action<T> receive) : IProgress<T>
    {
        public void Report(T value) => receive(value);
    }
}

/// <summary>What a container has used and uses.</summary>
/// <param name="CpuNanoseconds">Since it started.</param>
internal sealed record ContainerUsage(ulong CpuNanoseconds, ulong MemoryBytes);

/// <summary>How a container stands.</summary>
/// <param name="Health">Docker's word for its own check: <c>healthy</c>, <c>unhealthy</c>, <c>starting</c>; null without one.</param>
internal sealed record ContainerFacts(bool Running, int ExitCode, bool OutOfMemory, string? Health, string? Address, string? MacAddress);
