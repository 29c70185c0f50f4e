using Notejam.Machine.Host;
using Notejam.Machine.Processes;

namespace Notejam.Machine.Images;

/// <summary>Which image references can be made from Debian packages, and by which recipe: the one place that knows.</summary>
public sealed class ImageCatalog(HostFacts host, IProcessRunner runner)
{
    private const string AspNet = "mcr.microsoft.com/dotnet/aspnet";

    /// <summary>The repositories that have a recipe.</summary>
    public static IReadOnlyList<string> Repositories { get; } = [AspNet, "postgres", "redis"];

    /// <summary>The recipe for a reference; null when there is none for its repository.</summary>
    /// <exception cref="MachineException">There is one, but this machine has another version than the tag names.</exception>
    public async Task<ImageRecipe?> FindAsync(ImageReference reference, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        switch (reference.ShortRepository)
        {
            case AspNet:
                return AspNetRecipe.For(reference, host);
            case "postgres":
                var postgres = await VersionAsync("postgresql", cancellationToken);
                return PostgresRecipe.For(reference, Check(reference, postgres));
            case "redis":
                Check(reference, await VersionAsync("redis-server", cancellationToken));
                return RedisRecipe.For(reference);
            default:
                return null;
        }
    }

    /// <summary>The upstream version in a Debian version: "7.0.15" of "5:7.0.15-1~deb12u10", "15" of "15+248+deb12u1".</summary>
    public static string UpstreamVersion(string debian)
    {
        ArgumentNullException.ThrowIfNull(debian);
        var upstream = debian[(debian.IndexOf(':') + 1)..];
        var end = upstream.IndexOfAny(['-', '+', '~']);
        return end < 0 ? upstream : upstream[..end];
    }

    /// <summary>Whether a tag such as "7", "7.0" or "7-alpine" names a version such as "7.0.15".</summary>
    public static bool TagNames(string tag, string version)
    {
        ArgumentNullException.ThrowIfNull(tag);
        var named = tag.Split('-')[0];
        return tag == "latest" || version == named || version.StartsWith(named + ".", StringComparison.Ordinal);
    }

    private string Check(ImageReference reference, string version)
    {
        var major = version.Split('.')[0];
        return TagNames(reference.Tag, version)
            ? major
            : throw new MachineException(
                $"{reference} cannot be made here: {host.Distribution} {host.Codename} has version {version}. Name {reference.Repository}:{major}, or let the Docker engine reach a registry.");
    }

    private async Task<string> VersionAsync(string package, CancellationToken cancellationToken)
    {
        var command = new ProcessCommand("apt-cache", ["policy", package])
        {
            Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C" },
        };
        var result = await runner.RunAsync(command, cancellationToken);
        var candidate = result.Output.Split('\n').Select(line => line.Trim())
            .FirstOrDefault(line => line.StartsWith("Candidate: ", StringComparison.Ordinal))?["Candidate: ".Length..];
        return candidate is null or "(none)"
            ? throw new MachineException($"apt knows no package {package}: run `apt-get update`.")
            : UpstreamVersion(candidate);
    }
}
