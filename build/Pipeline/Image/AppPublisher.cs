using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Notejam.Machine.Processes;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Source;

namespace Notejam.Pipeline.Image;

/// <summary>Publishes Notejam: the same sources give the same bytes, wherever the repository lies.</summary>
/// <param name="root">The repository's root.</param>
/// <param name="packages">The packages that were compiled before.</param>
public sealed class AppPublisher(IProcessRunner processes, GitRepository git, string root, CompiledPackages packages)
{
    private const string Project = "app/Notejam";

    // What decides which packages there are, and what they are compiled with.
    private static readonly string[] PackageSources = [$"{Project}/Notejam.csproj", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json"];

    private readonly DotnetPublish _publish = new(processes, git, root);

    /// <summary>The runtime identifier of images built here: the engine runs on this machine, whatever its system.</summary>
    public static string Runtime { get; } = "linux-" + (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64");

    /// <summary>Publishes a revision's sources, and nothing else that lies in the working copy.</summary>
    /// <param name="folder">Where its files are written and compiled.</param>
    /// <returns>The folder of the published files, below <paramref name="folder"/>.</returns>
    /// <exception cref="PipelineException">The application does not compile.</exception>
    public async Task<string> PublishAsync(SourceRevision revision, PublishFolder folder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var key = await KeyAsync(revision, cancellationToken);
        await _publish.ExportAsync(revision, folder, ImageContent.Paths, cancellationToken);
        if (packages.Has(key))
        {
            var plain = await RunAsync(folder, [], cancellationToken);
            if (packages.TryApply(key, plain)) return plain;
            Directory.Delete(plain, recursive: true);
        }

        var compiled = await RunAsync(folder, ["-p:PublishReadyToRun=true"], cancellationToken);
        packages.Keep(key, compiled);
        return compiled;
    }

    private Task<string> RunAsync(PublishFolder folder, string[] more, CancellationToken cancellationToken) =>
        _publish.RunAsync(folder, Project, "Notejam does", ["--runtime", Runtime, "--self-contained", "false", .. more], cancellationToken);

    private async Task<string> KeyAsync(SourceRevision revision, CancellationToken cancellationToken)
    {
        var text = new StringBuilder(Runtime).Append('\n');
        var sdk = await processes.RunAsync(ProcessCommand.Of("dotnet", "--version") with { WorkingDirectory = root }, cancellationToken);
        text.Append(sdk.Output.Trim()).Append('\n');
        foreach (var (path, id) in await git.ReadContentIdsAsync(revision, PackageSources, cancellationToken)) text.Append(path).Append(' ').Append(id).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }
}
