using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Notejam.Machine.Processes;

/// <summary>
/// A process that must never be cut off in the middle, such as Terraform while it changes things: it stands in a session
/// of its own, so that Ctrl-C reaches it once and not twice (a second interrupt makes Terraform drop its state), writes
/// to files, which do not break when the reader dies, and goes on to its end when its caller is killed: an interrupt then
/// would lose what the calls under way create.
/// </summary>
/// <param name="ProcessId">The process.</param>
/// <param name="Started">When it was started.</param>
public sealed record SupervisedProcess(int ProcessId, DateTimeOffset Started)
{
    // Output whose process is unknown: nobody reads it any more.
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(10);

    /// <summary>Whether it still runs.</summary>
    public bool IsRunning
    {
        get
        {
            try
            {
                using var process = Process.GetProcessById(ProcessId);
                // Another process may have got the number since.
                return !process.HasExited && process.StartTime.ToUniversalTime() <= Started.UtcDateTime.AddSeconds(5);
            }
            catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
            {
                // Gone, or it went between two of these questions.
                return false;
            }
        }
    }

    /// <summary>What runs before this one have left in a folder: processes that are still ending, and such that were killed together with their supervisor.</summary>
    public static IReadOnlyList<SupervisedProcess> FindLeft(string folder) => [.. Marks(folder).Select(mark => mark.Process)];

    /// <summary>Removes what dead processes have left in a folder.</summary>
    public static void ForgetDead(string folder)
    {
        foreach (var (file, process) in Marks(folder))
            if (!process.IsRunning) File.Delete(file);
        if (!Directory.Exists(folder)) return;
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => Path.GetExtension(file) is ".out" or ".err"))
            if (!File.Exists(Path.ChangeExtension(file, ".pid")) && File.GetLastWriteTimeUtc(file) < DateTime.UtcNow - Forgotten) File.Delete(file);
    }

    private static IEnumerable<(string File, SupervisedProcess Process)> Marks(string folder)
    {
        if (!Directory.Exists(folder)) yield break;
        foreach (var file in Directory.EnumerateFiles(folder, "*.pid").ToList())
        {
            var (text, written) = ("", default(DateTime));
            try
            {
                (text, written) = (File.ReadAllText(file), File.GetLastWriteTimeUtc(file));
            }
            catch (FileNotFoundException)
            {
                // It has just ended.
            }

            if (int.TryParse(text.Trim(), CultureInfo.InvariantCulture, out var id)) yield return (file, new SupervisedProcess(id, written));
        }
    }
}
