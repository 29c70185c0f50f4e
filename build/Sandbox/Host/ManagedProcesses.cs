using Notejam.Machine;
using Notejam.Machine.Docker;
using Notejam.Machine.Environments;
using Notejam.Machine.Processes;

namespace Notejam.Sandbox.Host;

/// <summary>
/// The sandbox's servers: each in a session of its own, so that a killed gateway leaves them running and its successor
/// finds them again. A record holds process id and start time: a reused id is never mistaken for a server, nor ended.
/// </summary>
public sealed class ManagedProcesses(SandboxOptions options, IProcessRunner runner, TimeProvider time)
{
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // The shell writes down its own id and start time and then becomes the server: the record is there before the server is.
    private const string Script =
        """record=$1; log=$2; shift 2; echo "$$ $(cut -d' ' -f22 /proc/$$/stat)" >"$record.new"; mv "$record.new" "$record"; exec "$@" >>"$log" 2>&1 </dev/null""";

    private string Records => Path.Combine(options.StateDirectory, "processes");

    /// <summary>Starts a server, or does nothing when it runs. Returns as soon as the process exists: whether it serves is the caller's to wait for.</summary>
    /// <exception cref="ProgramNotFoundException">The program is not on PATH.</exception>
    /// <exception cref="MachineException">The process could not be started.</exception>
    public async Task StartAsync(ManagedProcess process, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(process);
        if (IsRunning(process.Name)) return;
        var program = FindProgram(process.Program);
        Directory.CreateDirectory(Records);
        Directory.CreateDirectory(Path.GetDirectoryName(LogFile(process.Name))!);
        File.Delete(RecordFile(process.Name));
        // Only this start's lines explain this start's failure.
        File.Delete(LogFile(process.Name));
        string[] arguments = ["--fork", "sh", "-c", Script, "sh", RecordFile(process.Name), LogFile(process.Name), program, .. process.Arguments];
        var command = new ProcessCommand("setsid", arguments)
        {
            WorkingDirectory = process.WorkingDirectory ?? options.StateDirectory,
            // Servers of this machine, which ask nobody outside it.
            Environment = ProxyVariables.Names.ToDictionary(name => name, _ => (string?)null).Concat(process.Environment).ToDictionary(),
        };
        var result = await runner.RunAsync(command, cancellationToken);
        if (!result.Succeeded) throw new MachineException($"{process.Name} could not be started: {result.Error.Trim()}");
        for (var waited = TimeSpan.Zero; Record(process.Name) is null && waited < DefaultPatience; waited += Pause)
            await Task.Delay(Pause, time, cancellationToken);
    }

    /// <summary>Whether a server that was started here runs.</summary>
    public bool IsRunning(string name) => Record(name) is { IsAlive: true };

    /// <summary>The process id of a running server, or null.</summary>
    public int? ProcessId(string name) => Record(name) is { IsAlive: true } record ? record.ProcessId : null;

    /// <summary>Takes over a process that someone else started (a server that detaches by itself): it ends with the sandbox.</summary>
    public void Adopt(string name, int processId)
    {
        if (DaemonRecord.StartTicksOf(processId) is not { } ticks) return;
        Directory.CreateDirectory(Records);
        File.WriteAllText(RecordFile(name), string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{processId} {ticks}"));
    }

    /// <summary>Ends a server: SIGTERM, and SIGKILL when it is still there after the patience. Does nothing when it does not run.</summary>
    /// <param name="name">The server's name.</param>
    /// <param name="patience">How long it may take to end by itself; 10 s when null.</param>
    public async Task StopAsync(string name, TimeSpan? patience = null, CancellationToken cancellationToken = default)
    {
        if (Record(name) is { IsAlive: true } record)
            await EndAsync(record, Signals.Terminate, patience ?? DefaultPatience, cancellationToken);
        if (File.Exists(RecordFile(name))) File.Delete(RecordFile(name));
    }

    /// <summary>Ends all servers but the calling process, those that detached by themselves (a PostgreSQL of this sandbox works in its state directory) too.</summary>
    public async Task StopAllAsync(CancellationToken cancellationToken = default)
    {
        var started = List().Where(process => process.ProcessId != Environment.ProcessId);
        await Task.WhenAll(started.Select(process => StopAsync(process.Name, null, cancellationToken)));
        // An interrupt is what ends PostgreSQL at once, with its sessions.
        var residents = ResidentProcesses.In(options.StateDirectory).Where(process => process.ProcessId != Environment.ProcessId);
        await Task.WhenAll(residents.Select(process => EndAsync(process, Signals.Interrupt, DefaultPatience, cancellationToken)));
    }

    /// <summary>All servers that were started here and not stopped, ended ones too.</summary>
    public IReadOnlyList<ManagedProcessStatus> List() => !Directory.Exists(Records) ? [] :
        [.. Directory.GetFiles(Records, "*.pid").Order(StringComparer.Ordinal)
            .Select(file => (Name: Path.GetFileNameWithoutExtension(file), Record: DaemonRecord.Read(file)))
            .Where(entry => entry.Record is not null)
            .Select(entry => new ManagedProcessStatus(entry.Name, entry.Record!.ProcessId, entry.Record.IsAlive, LogFile(entry.Name)))];

    /// <summary>Where a server's output goes.</summary>
    public string LogFile(string name) => Path.Combine(options.StateDirectory, "logs", name + ".log");

    /// <summary>The last lines of a server's output; none when there is no log.</summary>
    public IReadOnlyList<string> LastLines(string name, int count = 5) =>
        File.Exists(LogFile(name)) ? [.. File.ReadLines(LogFile(name)).TakeLast(count)] : [];

    private async Task EndAsync(DaemonRecord record, int signal, TimeSpan patience, CancellationToken cancellationToken)
    {
        Signals.Send(record.ProcessId, signal);
        var start = time.GetTimestamp();
        while (record.IsAlive)
        {
            if (time.GetElapsedTime(start) > patience) Signals.Send(record.ProcessId, Signals.Kill);
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private DaemonRecord? Record(string name) => DaemonRecord.Read(RecordFile(name));

    private string RecordFile(string name) => Path.Combine(Records, name + ".pid");

    private static string FindProgram(string program) =>
        Machine.Host.HostFacts.OfThisMachine().Find(program) ?? throw new ProgramNotFoundException(program);
}
