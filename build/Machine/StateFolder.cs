using Notejam.Machine.Host;

namespace Notejam.Machine;

/// <summary>Where this library keeps what must outlive a command: log and pid files, locks, work folders.</summary>
public static class StateFolder
{
    /// <summary>/var/lib/notejam-sandbox for root, otherwise the user's own data folder (XDG_DATA_HOME or ~/.local/share).</summary>
    public static string Default(HostFacts host)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (host.IsRoot) return "/var/lib/notejam-sandbox";

        var data = host.Variable("XDG_DATA_HOME") ?? Path.Combine(host.Home, ".local", "share");
        return Path.Combine(data, "notejam-sandbox");
    }
}
