using System.Globalization;

namespace Notejam.Machine.Docker;

/// <summary>A daemon that we started: its process id and start time, so that a reused id is never mistaken for it.</summary>
/// <param name="StartTicks">Field 22 of /proc/[pid]/stat, in clock ticks since the machine's start.</param>
public sealed record DaemonRecord(int ProcessId, long StartTicks)
{
    /// <summary>Whether that very process still runs.</summary>
    public bool IsAlive => StartTicksOf(ProcessId) == StartTicks;

    /// <summary>Reads a record that says "pid ticks"; null when absent or cut off.</summary>
    public static DaemonRecord? Read(string file)
    {
        if (!File.Exists(file)) return null;

        return File.ReadAllText(file).Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) switch
        {
            [var id, var ticks] when int.TryParse(id, CultureInfo.InvariantCulture, out var processId)
                && long.TryParse(ticks, CultureInfo.InvariantCulture, out var start) => new DaemonRecord(processId, start),
            _ => null,
        };
    }

    /// <summary>The start time of a running process; null when there is none, or it is a zombie.</summary>
    public static long? StartTicksOf(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            // The name in parentheses may hold blanks: the third field starts after it.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
