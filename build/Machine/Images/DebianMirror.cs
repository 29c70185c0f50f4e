using Notejam.Machine.Host;
using Notejam.Machine.Processes;

namespace Notejam.Machine.Images;

/// <summary>The machine's own Debian mirror: what its apt is configured to use.</summary>
/// <param name="Codename">The release, "bookworm".</param>
/// <param name="Sources">Lines for a sources.list.</param>
/// <param name="Options">apt options about how to fetch (proxy, validity), as "Name "value"".</param>
public sealed record DebianMirror(string Codename, IReadOnlyList<string> Sources, IReadOnlyList<string> Options)
{
    private const string Format = "$(SITE)|$(RELEASE)|$(COMPONENT)|$(ORIGIN)";

    /// <summary>Asks apt.</summary>
    /// <exception cref="MachineException">apt names no source of the machine's own distribution.</exception>
    public static async Task<DebianMirror> AskAsync(HostFacts host, IProcessRunner runner, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(runner);
        var sources = await SourcesAsync();
        if (sources.Count == 0 && host.IsRoot)
        {
            // Without package lists apt does not know whose its sources are.
            await runner.RunAsync(ProcessCommand.Of("apt-get", "update", "-q"), cancellationToken);
            sources = await SourcesAsync();
        }

        if (sources.Count == 0)
            throw new MachineException($"apt has no source of {host.Distribution} {host.Codename}: name its mirror under /etc/apt/sources.list.d and run `apt-get update`.");

        var dump = await runner.RunAsync(ProcessCommand.Of("apt-config", "dump"), cancellationToken);
        return new DebianMirror(host.Codename, sources, ReadOptions(dump.Output));

        async Task<IReadOnlyList<string>> SourcesAsync()
        {
            var targets = await runner.RunAsync(
                ProcessCommand.Of("apt-get", "indextargets", "--format", Format, "Created-By: Packages"), cancellationToken);
            return ReadSources(targets.Output, host.Distribution, host.Codename);
        }
    }

    /// <summary>The sources of the distribution itself, of this release and its updates, from apt's index targets.</summary>
    public static IReadOnlyList<string> ReadSources(string targets, string distribution, string codename)
    {
        ArgumentNullException.ThrowIfNull(targets);
        string[] releases = [codename, $"{codename}-updates", $"{codename}-security"];
        return
        [
            .. from line in targets.Split('\n', StringSplitOptions.RemoveEmptyEntries)
               let parts = line.Split('|')
               where parts.Length == 4
                   && releases.Contains(parts[1])
                   && parts[3].Equals(distribution, StringComparison.OrdinalIgnoreCase)
               group parts[2] by (Site: parts[0], Release: parts[1]) into source
               select $"deb {source.Key.Site} {source.Key.Release} {string.Join(' ', source.Distinct())}",
        ];
    }

    /// <summary>The options about fetching from apt's configuration dump: proxies, and whether old lists are accepted.</summary>
    public static IReadOnlyList<string> ReadOptions(string dump)
    {
        ArgumentNullException.ThrowIfNull(dump);
        string[] wanted = ["Acquire::http::", "Acquire::https::", "Acquire::Check-Valid-Until ", "Acquire::Check-Date ", "Acquire::Retries "];
        return
        [
            .. from line in dump.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
               where wanted.Any(name => line.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                   && !line.EndsWith("\"\";", StringComparison.Ordinal)
               select line.TrimEnd(';'),
        ];
    }
}
