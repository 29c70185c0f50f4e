using Notejam.Machine.Host;
using Notejam.Machine.Processes;

namespace Notejam.Machine.Packages;

/// <summary>Brings commands that are missing on PATH by Debian packages, as root, without starting their services.</summary>
/// <param name="report">Told, in a line, what is being installed.</param>
public sealed class DebianPackages(
    HostFacts host, IProcessRunner runner, TimeProvider time, Action<string>? report = null)
{
    private const int Attempts = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private static readonly Dictionary<string, string?> Quiet = new()
    {
        ["DEBIAN_FRONTEND"] = "noninteractive",
        ["LC_ALL"] = "C",
    };

    /// <summary>The hook that keeps services from starting.</summary>
    public ServicePolicy Policy { get; init; } = new();

    /// <summary>Keeps two runs of ours apart while they install.</summary>
    public string LockFile { get; init; } = "/run/lock/notejam-packages.lock";

    /// <summary>Installs the packages of those commands that PATH lacks.</summary>
    /// <returns>The packages installed; none when all commands were there.</returns>
    /// <exception cref="MachineException">Not root, not Debian, or apt failed: says what to install and how.</exception>
    public async Task<IReadOnlyList<string>> EnsureAsync(
        IReadOnlyCollection<string> commands, CancellationToken cancellationToken = default)
    {
        if (host.IsRoot && Policy.IsInPlace)
        {
            using var quiet = await FileLock.AcquireAsync(LockFile, Patience, time, cancellationToken);
            Policy.Recover();
        }

        if (Missing(commands) is not { Count: > 0 } missing) return [];

        if (!host.IsRoot || !host.HasDebianPackages) throw new MachineException(Advice(missing));

        using var one = await FileLock.AcquireAsync(LockFile, Patience, time, cancellationToken);
        // The run that we waited for may have brought them.
        missing = Missing(commands);
        if (missing.Count == 0) return [];

        var packages = PackageCatalog.For(missing);
        report?.Invoke($"Installing {string.Join(' ', packages)} (for {string.Join(", ", missing)})");
        using (Policy.Deny()) await InstallAsync(packages, cancellationToken);

        if (Missing(commands) is { Count: > 0 } still)
            throw new MachineException($"{string.Join(' ', packages)} was installed but PATH still lacks {string.Join(", ", still)}: add its folder to PATH.");

        return packages;
    }

    /// <summary>Those of the commands that PATH lacks.</summary>
    public IReadOnlyList<string> Missing(IEnumerable<string> commands) =>
        [.. commands.Where(command => host.Find(command) is null)];

    private string Advice(IReadOnlyList<string> missing)
    {
        var what = $"{string.Join(", ", missing)} not found";
        var packages = string.Join(' ', PackageCatalog.For(missing));
        return host.HasDebianPackages
            ? $"{what}, and only root can install it: run `sudo apt-get install -y --no-install-recommends {packages}`, or run this as root."
            : $"{what}, and this is not a Debian system, where it would be installed for you: install what Debian calls {packages} with your system's package manager.";
    }

    private async Task InstallAsync(IReadOnlyList<string> packages, CancellationToken cancellationToken)
    {
        string[] install = ["install", "-y", "--no-install-recommends", .. packages];
        var updated = false;
        var result = await AptAsync(install, cancellationToken);
        for (var attempt = 1; !result.Succeeded && attempt < Attempts; attempt++)
        {
            switch (AptErrors.Read(result.Error))
            {
                case AptAnswer.ListsOutOfDate when !updated:
                    var update = await AptAsync(["update"], cancellationToken);
                    updated = AptErrors.Read(update.Error) != AptAnswer.Locked;
                    if (!updated) await Task.Delay(Pause, time, cancellationToken);
                    break;
                case AptAnswer.Interrupted:
                    await runner.RunAsync(new ProcessCommand("dpkg", ["--configure", "-a"]) { Environment = Quiet }, cancellationToken);
                    break;
                case AptAnswer.Locked:
                    await Task.Delay(Pause, time, cancellationToken);
                    break;
                default:
                    throw Failure(packages, result);
            }

            result = await AptAsync(install, cancellationToken);
        }

        if (!result.Succeeded) throw Failure(packages, result);
    }

    private Task<ProcessResult> AptAsync(string[] arguments, CancellationToken cancellationToken)
    {
        string[] options =
        [
            "-q",
            // Seconds to wait for another apt.
            "-o", "DPkg::Lock::Timeout=120",
            "-o", "Dpkg::Options::=--force-confdef",
            "-o", "Dpkg::Options::=--force-confold",
        ];
        return runner.RunAsync(new ProcessCommand("apt-get", [.. options, .. arguments]) { Environment = Quiet }, cancellationToken);
    }

    private static MachineException Failure(IReadOnlyList<string> packages, ProcessResult result)
    {
        var lines = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var cause = lines.LastOrDefault(line => line.StartsWith("E:", StringComparison.Ordinal)) ?? lines.LastOrDefault() ?? "no message";
        return new MachineException(
            $"apt-get could not install {string.Join(' ', packages)} ({cause.Trim()}): run `apt-get update && apt-get install -y {string.Join(' ', packages)}` and see what it needs.");
    }
}
