using System.Globalization;
using System.Text.RegularExpressions;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.Rds.Postgres;

/// <summary>The processes in which a running server works for its clients, as the kernel knows them.</summary>
/// <param name="data">The server's data folder.</param>
internal sealed partial class PostgresSessions(string data)
{
    /// <summary>Bytes that the whole server has read from files so far. To the first of its processes belongs what those have read that have ended.</summary>
    public long BytesRead() => ServerId() is { } server ? Children(server).Append(server).Sum(BytesReadBy) : 0;

    /// <summary>Lets all of them wait where they are.</summary>
    public void Halt()
    {
        foreach (var id in Find()) Signals.Send(id, Signals.Stop);
    }

    /// <summary>Lets all of them go on.</summary>
    public void Resume()
    {
        foreach (var id in Find()) Signals.Send(id, Signals.Continue);
    }

    /// <summary>Whether a process with such a title is a session, or works for one: not the server's own housekeeping.</summary>
    internal static bool IsSession(string title) => Session().IsMatch(title);

    private IEnumerable<int> Find() => ServerId() is { } server
        ? Children(server).Where(id => Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/cmdline")) is { } title && IsSession(title))
        : [];

    private int? ServerId() => int.TryParse(Read(Path.Combine(data, "postmaster.pid"))?.Split('\n')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static IEnumerable<int> Children(int server) =>
        (Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{server}/task/{server}/children")) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture));

    private static long BytesReadBy(int id) =>
        Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/io"))?.Split('\n')[0].Split(' ') is ["rchar:", var bytes] ? long.Parse(bytes, CultureInfo.InvariantCulture) : 0;

    /// <summary>A file's text; null when it, or the process that it tells of, is gone.</summary>
    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return null;
        }
    }

    // "postgres: user database 10.0.0.1(41234) idle", "postgres: user database [local] SELECT", "postgres: parallel worker for PID 12".
    [GeneratedRegex(@"^postgres: (?:.* (?:\[local\]|\S+\(\d+\))|parallel worker )")]
    private static partial Regex Session();
}
