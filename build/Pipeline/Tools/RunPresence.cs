using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Notejam.Pipeline.Tools;

/// <summary>Says of another run what is known of it: that it is alive, that it has ended, or neither.</summary>
/// <param name="self">This run.</param>
/// <param name="startOf">When a process of this machine started; null when there is none of that id.</param>
public sealed class RunPresence(RunIdentity self, Func<int, DateTimeOffset?> startOf)
{
    // The start of a process is kept in ticks of the kernel's clock.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private static readonly Lazy<RunPresence> This = new(() => new RunPresence(
        new RunIdentity(Environment.MachineName, FindPlace(), Environment.ProcessId, InMilliseconds(FindStart(Environment.ProcessId) ?? DateTimeOffset.UnixEpoch)), FindStart));

    /// <summary>This process, on this machine.</summary>
    public static RunPresence Here => This.Value;

    /// <summary>This run.</summary>
    public RunIdentity Self => self;

    /// <summary>A run, with what is known of it; to be read after <c>of</c> or <c>by</c>.</summary>
    /// <param name="run">Null for one that has left no name.</param>
    public string Describe(RunIdentity? run)
    {
        if (run is null) return "another run, which may still be alive";
        var begun = run.StartedAt.ToString("u", CultureInfo.InvariantCulture);
        if (run == self) return "this run";
        if (run.Place.Length == 0 || run.Place != self.Place) return $"another run on {run.Host} (process {run.ProcessId}, begun at {begun}), which may still be alive";
        var isAlive = startOf(run.ProcessId) is { } started && (started - run.StartedAt).Duration() <= Tolerance;
        return $"{(isAlive ? "another" : "a")} run on this machine (process {run.ProcessId}, begun at {begun}), which {(isAlive ? "is still alive" : "has ended")}";
    }

    // As it is written.
    private static DateTimeOffset InMilliseconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    // Process ids count in one boot of one kernel and in one namespace of it: two containers of one name are told apart.
    private static string FindPlace()
    {
        try
        {
            return $"{File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()}/{new FileInfo("/proc/self/ns/pid").LinkTarget}";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static DateTimeOffset? FindStart(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.HasExited || IsZombie(processId) ? null : process.StartTime;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    // It has ended, and only its parent has not looked yet.
    private static bool IsZombie(int processId)
    {
        try
        {
            var status = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
            return status.AsSpan(status.LastIndexOf(')') + 1).TrimStart() is ['Z', ..];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
