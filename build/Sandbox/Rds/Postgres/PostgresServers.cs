using System.Globalization;
using System.Net;
using Notejam.Sandbox.Certificates;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.Rds.Postgres;

/// <summary>
/// The data plane of RDS: one PostgreSQL server an instance, each with a folder of its own, named after its port. A server
/// outlives this process and is found again by its folder.
/// </summary>
internal sealed class PostgresServers(SandboxOptions options, PostgresInstallation postgres, CertificateAuthority authority, SandboxNetwork network, LazyVolumes volumes) : IDisposable
{
    private readonly SemaphoreSlim _template = new(1, 1);
    private IReadOnlySet<string>? _knownParameters;

    private string Root => Path.Combine(options.StateDirectory, "rds");

    /// <summary>Folder of the copies that snapshots are.</summary>
    public string SnapshotFolder(string id) => Path.Combine(Root, "snapshots", id);

    /// <summary>Folder of a server's Unix socket.</summary>
    public string SocketFolder(int port) => Path.Combine(FolderOf(port), "socket");

    /// <summary>Makes a fresh server, in place of whatever an interrupted attempt left there, and starts it.</summary>
    public async Task CreateAsync(PostgresServer server, CancellationToken cancellationToken)
    {
        var template = await EnsureTemplateAsync(cancellationToken);
        await PrepareAsync(server, template, cancellationToken);
        await StartAsync(server, cancellationToken);
    }

    /// <summary>Makes a server from a snapshot's copy and starts it; it recovers from the copy's own log.</summary>
    public async Task RestoreAsync(PostgresServer server, string snapshotId, CancellationToken cancellationToken)
    {
        await PrepareAsync(server, SnapshotFolder(snapshotId), cancellationToken);
        await StartAsync(server, cancellationToken);
    }

    /// <summary>Starts a server unless it runs.</summary>
    /// <exception cref="InvalidOperationException">It does not come up; the message has the end of its log.</exception>
    public async Task StartAsync(PostgresServer server, CancellationToken cancellationToken)
    {
        if (await IsRunningAsync(server.Port, cancellationToken))
        {
            // A sandbox that was killed while a volume was loaded has left sessions waiting.
            new PostgresSessions(DataOf(server.Port)).Resume();
            return;
        }

        // Its address is one of those that the server listens on.
        await network.EnsureAsync(cancellationToken);
        await ConfigureAsync(server, cancellationToken);
        var log = Path.Combine(FolderOf(server.Port), "server.log");
        var result = await postgres.TryRunAsync("pg_ctl", cancellationToken, "start", "-w", "-t", "60", "-s", "-D", DataOf(server.Port), "-l", log);
        if (result.Succeeded) return;
        var lines = File.Exists(log) ? File.ReadLines(log).TakeLast(5) : [];
        throw new InvalidOperationException($"The PostgreSQL server on port {server.Port} did not start: {string.Join(" | ", lines)}");
    }

    /// <summary>Lets a running server's sessions read only what has come from its backup so far.</summary>
    public void LoadLazily(int port, TimeSpan duration) => volumes.Begin(port, DataOf(port), duration);

    /// <summary>Stops a server, if it runs, after what its sessions do now is rolled back.</summary>
    public async Task StopAsync(int port, CancellationToken cancellationToken)
    {
        // A session that is held would not hear of it.
        await volumes.EndAsync(port);
        if (await IsRunningAsync(port, cancellationToken))
            await postgres.RunAsync("pg_ctl", cancellationToken, "stop", "-w", "-s", "-m", "fast", "-D", DataOf(port));
    }

    /// <summary>Stops a server and deletes its data.</summary>
    public async Task DeleteAsync(int port, CancellationToken cancellationToken)
    {
        await StopAsync(port, cancellationToken);
        if (Directory.Exists(FolderOf(port))) Directory.Delete(FolderOf(port), recursive: true);
    }

    /// <summary>Writes a server's configuration and, where it runs, lets it take over what needs no restart.</summary>
    public async Task ConfigureAsync(PostgresServer server, CancellationToken cancellationToken)
    {
        var data = DataOf(server.Port);
        var known = await KnownParametersAsync(cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(data, "sandbox.conf"),
            PostgresConfiguration.Settings(server, options.NetworkGateway, SocketFolder(server.Port), known), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(data, "pg_hba.conf"),
            PostgresConfiguration.HostBasedAuthentication(server.ForceSsl), cancellationToken);
        if (!File.Exists(Path.Combine(data, "server.key"))) IssueCertificate(server, data);
        await postgres.GiveAsync(data, cancellationToken);
        if (await IsRunningAsync(server.Port, cancellationToken))
            await postgres.RunAsync("pg_ctl", cancellationToken, "reload", "-s", "-D", data);
    }

    /// <summary>Copies a running server's data, consistent at the copy's end, into a snapshot folder.</summary>
    public async Task BackupAsync(int port, string snapshotId, CancellationToken cancellationToken)
    {
        var target = SnapshotFolder(snapshotId);
        if (Directory.Exists(target)) Directory.Delete(target, recursive: true);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        await postgres.GiveAsync(Path.GetDirectoryName(target)!, cancellationToken);
        await postgres.RunAsync("pg_basebackup", cancellationToken,
            "-h", SocketFolder(port), "-p", port.ToString(CultureInfo.InvariantCulture), "-U", PostgresConfiguration.Superuser,
            "-D", target, "-X", "stream", "-c", "fast");
    }

    /// <summary>Copies a snapshot's data, in place of what an interrupted attempt left.</summary>
    public void CopyBackup(string sourceId, string snapshotId)
    {
        DeleteBackup(snapshotId);
        FolderCopy.Copy(SnapshotFolder(sourceId), SnapshotFolder(snapshotId), skip: []);
    }

    /// <summary>Bytes of a snapshot's data.</summary>
    public long BackupSize(string snapshotId) =>
        new DirectoryInfo(SnapshotFolder(snapshotId)).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    /// <summary>Deletes a snapshot's copy.</summary>
    public void DeleteBackup(string snapshotId)
    {
        if (Directory.Exists(SnapshotFolder(snapshotId))) Directory.Delete(SnapshotFolder(snapshotId), recursive: true);
    }

    /// <inheritdoc />
    public void Dispose() => _template.Dispose();

    private async Task<bool> IsRunningAsync(int port, CancellationToken cancellationToken) =>
        File.Exists(Path.Combine(DataOf(port), "postmaster.pid"))
        && (await postgres.TryRunAsync("pg_ctl", cancellationToken, "status", "-D", DataOf(port))).Succeeded;

    private async Task PrepareAsync(PostgresServer server, string source, CancellationToken cancellationToken)
    {
        await DeleteAsync(server.Port, cancellationToken);
        Directory.CreateDirectory(SocketFolder(server.Port));
        FolderCopy.Copy(source, DataOf(server.Port), skip: ["server.key", "server.crt", "postmaster.pid"]);
        await postgres.GiveAsync(FolderOf(server.Port), cancellationToken);
    }

    private void IssueCertificate(PostgresServer server, string data)
    {
        var certificate = authority.Issue(server.Name, [IPAddress.Loopback, IPAddress.Parse(options.NetworkGateway)]);
        File.WriteAllText(Path.Combine(data, "server.crt"), certificate.CertificatePem);
        SecretFile.Write(Path.Combine(data, "server.key"), certificate.KeyPem);
    }

    // initdb takes more than a second, a copy of its result a fifth of that.
    private async Task<string> EnsureTemplateAsync(CancellationToken cancellationToken)
    {
        var template = Path.Combine(Root, "template");
        await _template.WaitAsync(cancellationToken);
        try
        {
            if (Directory.Exists(template)) return template;
            var unfinished = template + ".new";
            if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
            Directory.CreateDirectory(unfinished);
            await postgres.GiveAsync(unfinished, cancellationToken);
            await postgres.RunAsync("initdb", cancellationToken, "-D", unfinished, "-U", PostgresConfiguration.Superuser,
                "--no-sync", "--data-checksums", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8");
            await File.AppendAllTextAsync(Path.Combine(unfinished, "postgresql.conf"), "\ninclude 'sandbox.conf'\n", cancellationToken);
            Directory.Move(unfinished, template);
            return template;
        }
        finally
        {
            _template.Release();
        }
    }

    private async Task<IReadOnlySet<string>> KnownParametersAsync(CancellationToken cancellationToken)
    {
        if (_knownParameters is not null) return _knownParameters;
        var result = await postgres.TryRunAsync("postgres", cancellationToken, "--describe-config");
        return _knownParameters = result.Output.Split('\n')
            .Select(line => line.Split('\t')[0].ToLowerInvariant()).Where(name => name.Length > 0).ToHashSet();
    }

    private string FolderOf(int port) => Path.Combine(Root, port.ToString(CultureInfo.InvariantCulture));

    private string DataOf(int port) => Path.Combine(FolderOf(port), "data");
}
