using System.Net;
using System.Net.Sockets;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Rds.Model;

namespace Notejam.Sandbox.Rds.Jobs;

/// <summary>Gives each instance a port of its own: all of them share this machine's addresses.</summary>
internal sealed class DatabasePorts(RdsStore store, SandboxOptions options)
{
    private const int Count = 200;
    private readonly HashSet<int> _given = [];
    private readonly Lock _lock = new();

    /// <summary>The port asked for, if it is free; otherwise the first free one of the sandbox's own.</summary>
    public int Next(int? asked)
    {
        lock (_lock)
        {
            var taken = store.ReadAll(all => all.SelectMany(region => region.Value.Instances.Values).Select(instance => instance.Port).ToHashSet());
            // What was given to a creation that failed since is free again; what is about to be stored is not yet in the state.
            foreach (var port in (asked is { } wish ? new[] { wish } : []).Concat(Enumerable.Range(options.FirstDatabasePort, Count)))
                if (!taken.Contains(port) && !_given.Contains(port) && IsFree(port))
                {
                    _given.Add(port);
                    return port;
                }
        }

        throw new AwsException("InsufficientDBInstanceCapacity",
            $"No port from {options.FirstDatabasePort} to {options.FirstDatabasePort + Count - 1} is free: delete a database, or end what listens there.");
    }

    /// <summary>Frees an instance's port.</summary>
    public void Release(int port)
    {
        lock (_lock) _given.Remove(port);
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
