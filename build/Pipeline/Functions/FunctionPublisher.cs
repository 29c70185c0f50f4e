using Notejam.Machine.Processes;
using Notejam.Pipeline.Image;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Source;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Functions;

/// <summary>Publishes the Lambda functions as one package: the same sources give the same bytes, and are published once.</summary>
/// <param name="root">The repository's root.</param>
/// <param name="artifacts">Where the package is kept: as <c>functions.zip</c>, which Terraform reads.</param>
public sealed class FunctionPublisher(IProcessRunner processes, GitRepository git, IStageLog log, string root, string artifacts)
{
    private const string Choice = ".nuke/temp/polyfills.props";
    private readonly DotnetPublish _publish = new(processes, git, root);

    /// <summary>The package.</summary>
    public string PackagePath => Path.Combine(artifacts, "functions.zip");

    private string TagPath => Path.Combine(artifacts, "functions.content");

    /// <summary>Makes the package of a revision, unless the one that is there is of the same content.</summary>
    /// <returns>Whether it had to be made.</returns>
    /// <exception cref="PipelineException">The functions do not compile.</exception>
    public async Task<bool> EnsureAsync(SourceRevision revision, CancellationToken cancellationToken = default)
    {
        var choice = Path.Combine(root, Choice);
        var tag = FunctionContent.Tag(await git.ReadContentIdsAsync(revision, FunctionContent.Paths, cancellationToken), File.Exists(choice) ? await File.ReadAllTextAsync(choice, cancellationToken) : "");
        if (File.Exists(PackagePath) && File.Exists(TagPath) && await File.ReadAllTextAsync(TagPath, cancellationToken) == tag) return false;
        log.Info("publishing app/Notejam.Hooks");
        Directory.CreateDirectory(artifacts);
        File.Delete(TagPath);
        using var folder = new PublishFolder();
        var output = await PublishAsync(revision, folder, choice, cancellationToken);
        // Whole or not at all: a run that is killed leaves no half package.
        var unfinished = PackagePath + ".new";
        await using (var file = File.Create(unfinished)) FunctionPackage.Write(file, output);
        File.Move(unfinished, PackagePath, overwrite: true);
        await File.WriteAllTextAsync(TagPath, tag, cancellationToken);
        return true;
    }

    private async Task<string> PublishAsync(SourceRevision revision, PublishFolder folder, string choice, CancellationToken cancellationToken)
    {
        if (File.Exists(choice))
        {
            var copy = Path.Combine(folder.Path, Choice);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(choice, copy);
        }

        await _publish.ExportAsync(revision, folder, FunctionContent.Paths, cancellationToken);
        // For all projects that go into the package, the stand-ins of AWS's packages too: a path in an assembly would tell one place from another.
        string[] same = ["--runtime", "linux-x64", $"-p:PathMap={folder.Path}=/src", "-p:DebugType=none"];
        return await _publish.RunAsync(folder, "app/Notejam.Hooks", "The functions do", same, cancellationToken);
    }
}
