using System.Net;
using System.Net.Sockets;
using Notejam.Machine.Processes;
using Notejam.Sandbox.ElastiCache.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.ElastiCache.Redis;

/// <summary>
/// Gives each cache an address and a port. Clients (Terraform among them) take a port other than Redis's own for a change,
/// so a second cache gets an address of its own in the sandbox's network where that can be had, which takes root.
/// </summary>
internal sealed class CacheAddresses(ElastiCacheStore store, SandboxOptions options, IProcessRunner processes)
{
    // Docker hands out addresses from below; caches take them from above.
    private const int FirstOwnAddress = 200;
    private const int LastOwnAddress = 249;
    private const int OwnPorts = 100;

    /// <summary>A free endpoint for a cache that is to listen on a port.</summary>
    public CacheEndpoint Choose(int port)
    {
        var taken = store.All().Select(group => group.Endpoint).ToHashSet();
        var shared = new CacheEndpoint(options.NetworkGateway, port);
        if (!taken.Contains(shared) && IsFree(shared)) return shared;
        var candidates = Environment.IsPrivilegedProcess
            ? Enumerable.Range(FirstOwnAddress, LastOwnAddress - FirstOwnAddress + 1).Select(number => new CacheEndpoint($"172.30.{options.Slot}.{number}", port))
            : Enumerable.Range(options.FirstCachePort, OwnPorts).Select(own => new CacheEndpoint(options.NetworkGateway, own)).Where(IsFree);
        return candidates.FirstOrDefault(endpoint => !taken.Contains(endpoint))
            ?? throw new AwsException("InsufficientCacheClusterCapacity", "The sandbox has no address left for a cache: delete one.");
    }

    /// <summary>Makes sure that this machine has an endpoint's address.</summary>
    /// <exception cref="InvalidOperationException">The address could not be added.</exception>
    public async Task EnsureAsync(CacheEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (endpoint.Address == options.NetworkGateway) return;
        var shown = await processes.RunAsync(ProcessCommand.Of("ip", "-o", "-4", "addr", "show", "to", options.NetworkGateway), cancellationToken);
        // 7: br-1a2b3c    inet 172.30.66.1/24 …
        if (shown.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [_, var bridge, ..])
            throw new InvalidOperationException($"The network of the sandbox ({options.NetworkGateway}) was not found: {shown.Error.Trim()}");
        var added = await processes.RunAsync(ProcessCommand.Of("ip", "addr", "replace", $"{endpoint.Address}/32", "dev", bridge), cancellationToken);
        if (!added.Succeeded) throw new InvalidOperationException($"The address {endpoint.Address} could not be added to {bridge}: {added.Error.Trim()}");
    }

    /// <summary>Whether nobody listens at an endpoint.</summary>
    public static bool IsFree(CacheEndpoint endpoint)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Parse(endpoint.Address), endpoint.Port);
            listener.Start();
            return true;
        }
        catch (SocketException error)
        {
            // The network may not be there yet; then nobody listens in it.
            return error.SocketErrorCode == SocketError.AddressNotAvailable;
        }
    }
}
