using System.Globalization;
using Notejam.Machine.Docker;

namespace Notejam.Sandbox.Host;

/// <summary>Servers that detach by themselves leave no record: they are found by where they live.</summary>
internal static class ResidentProcesses
{
    // Fields of /proc/[pid]/stat after the name: state is the first of them.
    private const int Session = 3;
    private const int Terminal = 4;

    /// <summary>
    /// The servers whose working directory is the folder or lies below it. A server leads a session of its own and has no
    /// terminal: a person's shell that happens to be there is none.
    /// </summary>
    public static IReadOnlyList<DaemonRecord> In(string folder)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return Directory.Exists("/proc") ? [.. Directory.GetDirectories("/proc").Select(Read).OfType<DaemonRecord>()] : [];

        DaemonRecord? Read(string process)
        {
            if (!int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out var id)) return null;
            try
            {
                var directory = new FileInfo(process + "/cwd").LinkTarget;
                if (directory is null || (directory != root && !directory.StartsWith(root + "/", StringComparison.Ordinal))) return null;
                return IsServer(process, id) && DaemonRecord.StartTicksOf(id) is { } ticks ? new DaemonRecord(id, ticks) : null;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Another user's, or gone meanwhile.
                return null;
            }
        }
    }

    private static bool IsServer(string process, int id)
    {
        var stat = File.ReadAllText(process + "/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[Session] == id.ToString(CultureInfo.InvariantCulture) && fields[Terminal] == "0";
    }
}
