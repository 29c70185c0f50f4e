using System.Globalization;
using System.Runtime.InteropServices;
using Notejam.Machine.Processes;

namespace Notejam.Machine.Docker;

/// <summary>A dockerd that outlives this process: started in a session of its own, with a log and a pid file.</summary>
/// <param name="folder">Holds dockerd.log and dockerd.pid.</param>
public sealed partial class DaemonProcess(string folder, IProcessRunner runner)
{
    private const int LinesShown = 5;
    private const int SignalTerminate = 15;

    // The shell writes down its own id and start time and then becomes the daemon, so the record is never late.
    private const string Script =
        """record=$1; log=$2; shift 2; echo "$$ $(cut -d' ' -f22 /proc/$$/stat)" >"$record"; exec "$@" >>"$log" 2>&1 </dev/null""";

    /// <summary>The daemon's log.</summary>
    public string LogFile { get; } = Path.Combine(folder, "dockerd.log");

    /// <summary>The daemon's process id and start time.</summary>
    public string PidFile { get; } = Path.Combine(folder, "dockerd.pid");

    /// <summary>The daemon that we started, if it still runs.</summary>
    public DaemonRecord? Running => DaemonRecord.Read(PidFile) is { IsAlive: true } record ? record : null;

    /// <summary>Whether it was started and is gone. Not yet when its record is still being written.</summary>
    public bool HasEnded => DaemonRecord.Read(PidFile) is { IsAlive: false };

    /// <summary>Starts the daemon and returns at once.</summary>
    public async Task StartAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(folder);
        File.Delete(PidFile);
        // Only this start's lines explain this start's failure.
        File.Delete(LogFile);
        string[] start = ["--fork", "sh", "-c", Script, "sh", PidFile, LogFile, program, .. arguments];
        var result = await runner.RunAsync(new ProcessCommand("setsid", start), cancellationToken);
        if (!result.Succeeded) throw new MachineException($"dockerd could not be started: {result.Error.Trim()}");
    }

    /// <summary>The last lines of the log that are more than chatter; empty when there is none.</summary>
    public string LastLines() => File.Exists(LogFile)
        ? string.Join('\n', File.ReadAllLines(LogFile).Where(line => !IsChatter(line)).TakeLast(LinesShown))
        : "";

    /// <summary>Asks our daemon to end and waits until it has; does nothing when it does not run.</summary>
    /// <returns>Whether it has ended (or did not run).</returns>
    public async Task<bool> StopAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(time);
        var start = time.GetTimestamp();
        if (Running is not { } record) return true;

        _ = Kill(record.ProcessId, SignalTerminate);
        while (record.IsAlive)
        {
            if (time.GetElapsedTime(start) > patience) return false;
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
        }

        File.Delete(PidFile);
        return true;
    }

    /// <summary>
    /// Removes a pid file that a killed dockerd left and whose id now belongs to another program:
    /// dockerd looks only at the id and would refuse to start.
    /// </summary>
    public static void RemoveStalePidFile(string file)
    {
        if (!File.Exists(file) || !int.TryParse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture, out var id)) return;

        var name = $"/proc/{id}/comm";
        if (!File.Exists(name) || File.ReadAllText(name).Trim() != "dockerd") File.Delete(file);
    }

    // While it shuts down dockerd writes a dozen of these after the line that tells why.
    private static bool IsChatter(string line) =>
        line.Contains(" level=info ", StringComparison.Ordinal) || line.Contains(" level=debug ", StringComparison.Ordinal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
