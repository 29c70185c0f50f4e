using System.Globalization;
using Notejam.Machine.Processes;
using Notejam.Sandbox.Daemon;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.Tests.Support;

/// <summary>A sandbox of its own process, started as the build starts it.</summary>
public sealed class RunningSandbox : IAsyncLifetime
{
    private readonly int _port;
    private readonly string _folder = Directory.CreateTempSubdirectory("notejam-sandbox-").FullName;
    private readonly List<string> _reports = [];

    /// <summary>The one that the wire tests share.</summary>
    public RunningSandbox() : this(4630)
    {
    }

    internal RunningSandbox(int port) => _port = port;

    public SandboxOptions Options => new() { Port = _port, StateDirectory = _folder };

    public SandboxLauncher Launcher => new(Options, new ProcessRunner(), TimeProvider.System, _reports.Add);

    /// <summary>What the launchers said.</summary>
    public IReadOnlyList<string> Reports => _reports;

    public ManagedProcesses Processes => new(Options, new ProcessRunner(), TimeProvider.System);

    public Uri Endpoint => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/"));

    /// <summary>A client that means it: it may change the sandbox without a body.</summary>
    public HttpClient Http => new() { BaseAddress = Endpoint, DefaultRequestHeaders = { { OwnApiGuard.Header, "1" } } };

    internal Boto3 Boto3 => new(_port);

    public async Task InitializeAsync()
    {
        await Launcher.EnsureRunningAsync();
        await Roles.EnsureAsync(Endpoint, "backup", "deploy", "function", "rotation");
    }

    public async Task DisposeAsync()
    {
        await Launcher.StopAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
