using System.IO.Enumeration;
using Notejam.Machine.Processes;

namespace Notejam.Machine.Images;

/// <summary>The files of Debian packages and their dependencies, fetched with mmdebstrap and never installed.</summary>
public sealed class DebianTree(IProcessRunner runner)
{
    // What no image needs: the package manager's own files, device nodes, documentation other than licences.
    private static readonly string[] Never =
    [
        "dev*", "proc*", "sys*", "tmp*", "etc/apt*", "etc/dpkg*", "etc/hostname", "etc/resolv.conf", "etc/fstab",
        "var/cache/*", "var/lib/apt*", "var/lib/dpkg*", "var/log/*",
        "usr/share/man/*", "usr/share/info/*", "usr/share/lintian/*", "usr/share/bash-completion/*", "usr/lib/*/gconv/*",
    ];

    // It names the release (etc/os-release), without which a scanner does not know whose advisories to ask.
    private const string ReleasePackage = "base-files";

    // Extracted packages are not registered with dpkg, and their archives are gone at the end: what they say of
    // themselves has to be kept on the way. Runs after the extraction; $1 is the tree.
    private const string KeepControlFiles =
        $"""
        mkdir "$1/{PackageRecord.ArchiveFolder}" || exit
        for deb in $MMDEBSTRAP_ESSENTIAL; do
            dpkg-deb --control "$1/$deb" "$1/{PackageRecord.ArchiveFolder}/$(dpkg-deb --field "$1/$deb" Package)" || exit
        done
        """;

    /// <summary>Fetches a recipe's packages and puts their files and their records into a layer.</summary>
    /// <param name="folder">A work folder; what is left in it may be deleted afterwards.</param>
    /// <exception cref="MachineException">mmdebstrap failed; carries its last line.</exception>
    public async Task AddAsync(Layer layer, ImageRecipe recipe, DebianMirror mirror, string folder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(mirror);
        var archive = Path.Combine(folder, "packages.tar");
        var command = new ProcessCommand(
            "mmdebstrap",
            [
                "--variant=extract",
                $"--include={string.Join(',', recipe.Packages.Prepend(ReleasePackage))}",
                $"--extract-hook={KeepControlFiles}",
                .. mirror.Options.Select(option => $"--aptopt={option}"),
                mirror.Codename,
                archive,
                .. mirror.Sources,
            ])
        {
            // Its own temporary folder goes with ours, should it be killed.
            Environment = new Dictionary<string, string?> { ["TMPDIR"] = folder, ["LC_ALL"] = "C.UTF-8" },
        };
        var result = await runner.RunAsync(command, cancellationToken);
        if (!result.Succeeded) throw Failure(recipe, result);

        await layer.AddArchiveAsync(archive, path => IsWanted(path, recipe), cancellationToken);
        foreach (var package in await PackageRecord.ReadAsync(archive, cancellationToken))
        {
            if (package.IsIn(layer)) layer.Add(package.Item);
        }

        File.Delete(archive);
    }

    /// <summary>Whether a file of a package belongs into the image.</summary>
    public static bool IsWanted(string path, ImageRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(recipe);
        if (path.StartsWith("usr/share/doc/", StringComparison.Ordinal)) return path.EndsWith("/copyright", StringComparison.Ordinal);

        return !Never.Concat(recipe.Without).Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, path, ignoreCase: false));
    }

    private static MachineException Failure(ImageRecipe recipe, ProcessResult result)
    {
        var lines = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var cause = lines.LastOrDefault(line => line.StartsWith("E:", StringComparison.Ordinal)) ?? lines.LastOrDefault() ?? "no message";
        return new MachineException(
            $"{recipe.Reference} could not be made from Debian packages: mmdebstrap ended with {result.ExitCode} ({cause.Trim()}). See that `apt-get update` works here.");
    }
}
