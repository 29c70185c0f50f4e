using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using Notejam.Machine;

namespace Notejam.Sandbox.Host;

/// <summary>The network that tasks run in: internal (no way out to the world), with the host at a fixed address.</summary>
public sealed class SandboxNetwork(SandboxOptions options, DockerClients docker) : IDisposable
{
    /// <summary>The label that everything of a sandbox carries in Docker; its value is the sandbox's port.</summary>
    public const string Label = "notejam.sandbox";

    private readonly SemaphoreSlim _one = new(1, 1);
    private bool _ensured;

    /// <summary>The labels to give to containers of this sandbox: they end with it.</summary>
    public IDictionary<string, string> Labels => new Dictionary<string, string> { [Label] = LabelValue };

    private string LabelValue => options.Port.ToString(CultureInfo.InvariantCulture);

    /// <summary>Makes the network unless it is there. Cheap to call again.</summary>
    /// <exception cref="MachineException">Its addresses are taken by another network.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken = default)
    {
        if (_ensured) return;
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (await FindAsync(cancellationToken) is null) await CreateAsync(cancellationToken);
            _ensured = true;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Removes all containers of this sandbox, whatever they do, and the network.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken = default)
    {
        var ours = await docker.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = ByLabel() }, cancellationToken);
        await Task.WhenAll(ours.Select(container => RemoveAsync(container.ID, cancellationToken)));
        if (await FindAsync(cancellationToken) is { } network) await docker.Client.Networks.DeleteNetworkAsync(network.ID, cancellationToken);
        _ensured = false;
    }

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();

    private async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await docker.Client.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, cancellationToken);
        }
        catch (DockerContainerNotFoundException)
        {
            // Gone by itself in between.
        }
    }

    private async Task<NetworkResponse?> FindAsync(CancellationToken cancellationToken)
    {
        var ours = await docker.Client.Networks.ListNetworksAsync(new NetworksListParameters { Filters = ByLabel() }, cancellationToken);
        return ours.FirstOrDefault(network => network.Name == options.NetworkName);
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await docker.Client.Networks.CreateNetworkAsync(Description(), cancellationToken);
        }
        catch (DockerApiException error) when (error.Message.Contains("overlap", StringComparison.OrdinalIgnoreCase))
        {
            throw new MachineException(
                $"The Docker network {options.NetworkName} needs {options.NetworkSubnet}, which another network uses: remove that network (docker network ls), or {PortCheck.Elsewhere}.", error);
        }
    }

    private NetworksCreateParameters Description() => new()
    {
        Name = options.NetworkName,
        Driver = "bridge",
        Internal = true,
        Labels = Labels,
        IPAM = new IPAM { Config = [new IPAMConfig { Subnet = options.NetworkSubnet, Gateway = options.NetworkGateway }] },
    };

    private Dictionary<string, IDictionary<string, bool>> ByLabel() => new()
    {
        ["label"] = new Dictionary<string, bool> { [$"{Label}={LabelValue}"] = true },
    };
}
