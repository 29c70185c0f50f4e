using System.Globalization;
using Notejam.Machine.Processes;
using Npgsql;

namespace Notejam.Tests.Servers;

/// <summary>A PostgreSQL of its own on a free loopback port; can be stopped and started again at the same port.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    public const string Username = "notejam";
    public const string Password = "a password with spaces; and 'quotes'";

    private const string DebianRoot = "/usr/lib/postgresql";
    private readonly TemporaryFolder folder = new();

    public int Port { get; } = FreePort.Find();

    private string Data => Path.Combine(folder.Path, "data");

    public async Task InitializeAsync()
    {
        var passwordFile = Path.Combine(folder.Path, "password");
        await File.WriteAllTextAsync(passwordFile, Password);
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", "-R", "postgres", folder.Path);
        await PostgresAsync(
            "initdb", "-D", Data, "-U", Username, "--pwfile", passwordFile,
            "--auth", "scram-sha-256", "--encoding", "UTF8", "--no-sync");
        await StartAsync();
    }

    public Task StartAsync() => PostgresAsync(
        "pg_ctl", "start", "-w", "-D", Data, "-l", Path.Combine(folder.Path, "log"),
        "-o", string.Create(CultureInfo.InvariantCulture, $"-p {Port} -h 127.0.0.1 -k {folder.Path} -F"));

    public Task StopAsync() => PostgresAsync("pg_ctl", "stop", "-w", "-m", "fast", "-D", Data);

    /// <summary>Lets it speak TLS with this certificate; with null not any more.</summary>
    public async Task UseTlsAsync(string? certificate, string? key)
    {
        if (certificate is null || key is null)
        {
            await File.AppendAllTextAsync(Path.Combine(Data, "postgresql.auto.conf"), "ssl = off\n");
        }
        else
        {
            File.Copy(certificate, Path.Combine(Data, "server.crt"));
            File.Copy(key, Path.Combine(Data, "server.key"));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(Data, "server.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
            if (Environment.IsPrivilegedProcess) await RunAsync("chown", "postgres", Path.Combine(Data, "server.crt"), Path.Combine(Data, "server.key"));
            await File.AppendAllTextAsync(Path.Combine(Data, "postgresql.auto.conf"), "ssl = on\n");
        }
        await StopAsync();
        await StartAsync();
    }

    /// <summary>Makes an empty database, or a copy of one that nobody is connected to, and returns its name.</summary>
    public async Task<string> CreateDatabaseAsync(string template = "template1")
    {
        var name = $"notejam_{Guid.NewGuid():N}";
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using var command = source.CreateCommand($"CREATE DATABASE {name} TEMPLATE {template}");
        await command.ExecuteNonQueryAsync();
        return name;
    }

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Database = database,
        Username = Username,
        Password = Password,
        Pooling = false,
    }.ConnectionString;

    public async Task DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid"))) await StopAsync();
        folder.Delete();
    }

    // PostgreSQL refuses to run as root.
    private static Task PostgresAsync(string program, params string[] arguments)
    {
        var binary = Path.Combine(FindBinaries(), program);
        return Environment.IsPrivilegedProcess
            ? RunAsync("runuser", ["-u", "postgres", "--", binary, .. arguments])
            : RunAsync(binary, arguments);
    }

    private static string FindBinaries() => Directory.Exists(DebianRoot)
        ? Directory.GetDirectories(DebianRoot).Select(version => Path.Combine(version, "bin")).Where(Directory.Exists).Max()
            ?? throw new InvalidOperationException($"No PostgreSQL server under {DebianRoot}: install the package postgresql.")
        : throw new InvalidOperationException($"No PostgreSQL server at {DebianRoot}: install the package postgresql.");

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var command = ProcessCommand.Of(program, arguments) with { WorkingDirectory = Path.GetTempPath() };
        var result = await new ProcessRunner().RunAsync(command);
        if (!result.Succeeded) throw new InvalidOperationException($"{command} failed: {result.Output}{result.Error}");
    }
}
