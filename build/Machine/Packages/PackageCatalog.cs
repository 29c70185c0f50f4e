namespace Notejam.Machine.Packages;

/// <summary>Which Debian packages provide the commands that this project uses.</summary>
public static class PackageCatalog
{
    private static readonly Dictionary<string, string[]> Packages = new()
    {
        ["dockerd"] = ["docker.io", "iptables"],
        // The engine's daemon dies without it, and minimal systems lack it.
        ["iptables"] = ["iptables"],
        ["docker-compose"] = ["docker-compose"],
        ["docker-registry"] = ["docker-registry"],
        ["redis-server"] = ["redis-server"],
        ["mmdebstrap"] = ["mmdebstrap"],
        ["chromium"] = ["chromium"],
        ["chromedriver"] = ["chromium-driver"],
        ["aws"] = ["awscli"],
        ["git"] = ["git"],
        // Brings what localedef makes locales of.
        ["locale-gen"] = ["locales"],
        ["python3"] = ["python3"],
        ["initdb"] = ["postgresql"],
        ["setsid"] = ["util-linux"],
    };

    /// <summary>The packages for a command; the command's own name when the catalog has no entry.</summary>
    public static IReadOnlyList<string> For(string command) =>
        Packages.TryGetValue(command, out var packages) ? packages : [command];

    /// <summary>The packages for several commands, each once, in order of first need.</summary>
    public static IReadOnlyList<string> For(IEnumerable<string> commands) => [.. commands.SelectMany(For).Distinct()];
}
