using System.Text.RegularExpressions;
using Notejam.Machine.Host;
using Notejam.Machine.Packages;
using Notejam.Machine.Processes;

namespace Notejam.Machine.Compose;

/// <summary>Finds the Compose of this machine: Docker's plugin, else docker-compose, else Debian's docker-compose installed.</summary>
public sealed partial class ComposeCommand(HostFacts host, IProcessRunner runner, DebianPackages packages)
{
    /// <summary>Returns a Compose that answers.</summary>
    /// <exception cref="MachineException">There is none and none could be installed.</exception>
    public async Task<ComposeProgram> ResolveAsync(CancellationToken cancellationToken = default)
    {
        if (host.Find("docker") is { } docker && await AskAsync(docker, ["compose"], cancellationToken) is { } plugin) return plugin;

        await packages.EnsureAsync(["docker-compose"], cancellationToken);
        foreach (var program in host.FindAll("docker-compose"))
        {
            if (await AskAsync(program, [], cancellationToken) is { } compose) return compose;
        }

        throw new MachineException(
            "docker-compose is on PATH but does not run: see what `docker-compose version` says, or install the Compose plugin (https://docs.docker.com/compose/install).");
    }

    private async Task<ComposeProgram?> AskAsync(string program, string[] prefix, CancellationToken cancellationToken)
    {
        var result = await runner.RunAsync(new ProcessCommand(program, [.. prefix, "version", "--short"]), cancellationToken);
        // Version 2 may say "v2.29.1"; a docker without the plugin says nothing and fails.
        var version = VersionNumber().Match(result.Output).Value;
        return result.Succeeded && version.Length > 0
            ? new ComposeProgram(program, prefix, version, version.StartsWith("1.", StringComparison.Ordinal))
            : null;
    }

    [GeneratedRegex(@"\d+\.\d+\.\d+")]
    private static partial Regex VersionNumber();
}
