using System.Net;
using System.Net.Sockets;
using Notejam.Sandbox.Certificates;
using Notejam.Sandbox.ElastiCache.Model;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.ElastiCache.Redis;

/// <summary>The data plane of ElastiCache: one Redis server a replication group. It outlives this process.</summary>
internal sealed class RedisServers(
    SandboxOptions options, ManagedProcesses processes, SandboxNetwork network, CacheAddresses addresses, CertificateAuthority authority, RedisAdmin admin,
    TokenDoors doors, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Starts a group's server unless it runs, and sees to its tokens; restarted, it takes over a changed configuration and forgets its data.</summary>
    /// <exception cref="InvalidOperationException">It does not come up; the message has the end of its log.</exception>
    public async Task StartAsync(ReplicationGroup group, CacheParameterGroup parameters, bool restart, CancellationToken cancellationToken)
    {
        await network.EnsureAsync(cancellationToken);
        await addresses.EnsureAsync(group.Endpoint, cancellationToken);
        var name = NameOf(group);
        if (restart) await processes.StopAsync(name, null, cancellationToken);
        if (!group.Tokens.NeedDoor) await doors.CloseAsync(group);
        if (!processes.IsRunning(name)) group.ServerPort = group.Tokens.NeedDoor ? FreePort(group) : null;
        var wasRunning = processes.IsRunning(name);
        if (!wasRunning)
        {
            var folder = FolderOf(group);
            Directory.CreateDirectory(folder);
            if (group.TransitEncryption) IssueCertificate(group, folder);
            // Loopback is for tools on this machine; another server may hold the port there: then do without.
            var onLoopback = CacheAddresses.IsFree(group.Server with { Address = "127.0.0.1" });
            var text = RedisConfiguration.Write(group, parameters, folder, authority.CertificatePath, onLoopback);
            SecretFile.Write(Path.Combine(folder, "redis.conf"), text);
            await processes.StartAsync(new ManagedProcess(name, "redis-server", [Path.Combine(folder, "redis.conf")]), cancellationToken);
        }

        await WaitAsync(group, cancellationToken);
        if (wasRunning && group.AdminPassword is not null) await SetTokensAsync(group, cancellationToken);
        if (group.Tokens.NeedDoor) await doors.OpenAsync(group, FolderOf(group));
    }

    /// <summary>Stops a group's server and deletes its folder.</summary>
    public async Task DeleteAsync(ReplicationGroup group, CancellationToken cancellationToken)
    {
        await doors.CloseAsync(group);
        await processes.StopAsync(NameOf(group), null, cancellationToken);
        if (Directory.Exists(FolderOf(group))) Directory.Delete(FolderOf(group), recursive: true);
    }

    private async Task SetTokensAsync(ReplicationGroup group, CancellationToken cancellationToken)
    {
        int? port = group.Tokens.NeedDoor ? group.ServerPort ?? FreePort(group) : null;
        await admin.SetAsync(group, port == group.ServerPort ? null : port ?? group.Endpoint.Port, cancellationToken);
        group.ServerPort = port;
    }

    private static int FreePort(ReplicationGroup group)
    {
        using var listener = new TcpListener(IPAddress.Parse(group.Endpoint.Address), 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitAsync(ReplicationGroup group, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (!await AcceptsAsync(group.Server, cancellationToken))
        {
            if (!processes.IsRunning(NameOf(group)) || time.GetElapsedTime(start) > Patience)
                throw new InvalidOperationException(
                    $"The Redis server of {group.Id} did not start: {string.Join(" | ", processes.LastLines(NameOf(group)))}");
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private static async Task<bool> AcceptsAsync(CacheEndpoint endpoint, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(endpoint.Address, endpoint.Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void IssueCertificate(ReplicationGroup group, string folder)
    {
        var certificate = authority.Issue(group.Id, [IPAddress.Loopback, IPAddress.Parse(group.Endpoint.Address)]);
        File.WriteAllText(Path.Combine(folder, "server.crt"), certificate.CertificatePem);
        SecretFile.Write(Path.Combine(folder, "server.key"), certificate.KeyPem);
    }

    private static string NameOf(ReplicationGroup group) => $"redis-{group.Region}-{group.Id}";

    private string FolderOf(ReplicationGroup group) => Path.Combine(options.StateDirectory, "elasticache", group.Region, group.Id);
}
