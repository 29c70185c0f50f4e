using Docker.DotNet;
using Notejam.Machine.Compose;
using Notejam.Machine.Docker;
using Notejam.Machine.Host;
using Notejam.Machine.Images;
using Notejam.Machine.Packages;
using Notejam.Machine.Processes;

namespace Notejam.Machine;

/// <summary>The parts of this library put together for the machine that it runs on.</summary>
public sealed class ThisMachine
{
    private readonly Action<string>? _report;

    /// <summary>Puts the parts together; nothing is touched yet.</summary>
    /// <param name="report">Told, in a line, what is being installed, started or made.</param>
    /// <param name="folder">Logs, pid files, locks; <see cref="StateFolder.Default"/> when null.</param>
    public ThisMachine(Action<string>? report = null, string? folder = null, IProcessRunner? runner = null, TimeProvider? time = null)
    {
        _report = report;
        Runner = runner ?? new ProcessRunner();
        Time = time ?? TimeProvider.System;
        Host = HostFacts.OfThisMachine();
        Folder = folder ?? StateFolder.Default(Host);
        Packages = new DebianPackages(Host, Runner, Time, report);
        Engine = new DockerEngine(new DockerEngineOptions { Folder = Folder }, Host, Runner, Packages, Time, report);
    }

    /// <summary>What is known about the machine.</summary>
    public HostFacts Host { get; }

    /// <summary>Logs, pid files, locks.</summary>
    public string Folder { get; }

    /// <summary>Brings commands by Debian packages.</summary>
    public DebianPackages Packages { get; }

    /// <summary>The Docker engine.</summary>
    public DockerEngine Engine { get; }

    /// <summary>Docker Compose.</summary>
    public ComposeCommand Compose => new(Host, Runner, Packages);

    /// <summary>Runs programs.</summary>
    public IProcessRunner Runner { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>The images of an engine that answers.</summary>
    public BaseImages Images(DockerClient client) => new(client, Host, Runner, Packages, Time, Folder, _report);
}
