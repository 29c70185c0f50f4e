using Notejam.Machine.Processes;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Source;

namespace Notejam.Pipeline.Image;

/// <summary>Publishes a project from a revision's sources, and from nothing else that lies in the working copy.</summary>
/// <param name="root">The repository's root.</param>
internal sealed class DotnetPublish(IProcessRunner processes, GitRepository git, string root)
{
    private const int ErrorsTold = 10;

    /// <summary>Publishes a project.</summary>
    /// <param name="folder">Where its files are written and compiled.</param>
    /// <param name="sources">The paths of the repository that it is made of.</param>
    /// <param name="project">The project's path in the repository.</param>
    /// <param name="what">Who does not compile, for the message: <c>Notejam does</c>.</param>
    /// <param name="more">Further arguments of <c>dotnet publish</c>.</param>
    /// <returns>The folder of the published files, below <paramref name="folder"/>.</returns>
    /// <exception cref="PipelineException">The project does not compile; errors are told by their place in the repository.</exception>
    public async Task<string> RunAsync(SourceRevision revision, PublishFolder folder, IReadOnlyList<string> sources, string project, string what, IReadOnlyList<string> more, CancellationToken cancellationToken)
    {
        // The editor's configuration decides which of the compiler's warnings there are, not what it writes.
        await git.ExportAsync(revision, [.. sources, ".editorconfig"], folder.Path, cancellationToken);
        var output = Path.Combine(folder.Path, "publish");
        var command = ProcessCommand.Of(
            // Whole paths: the system may know the working folder by another name, of another length.
            "dotnet", ["publish", Path.Combine(folder.Path, project), "--configuration", "Release", "--output", output,
            "--artifacts-path", Path.Combine(folder.Path, "artifacts"), "-p:ContinuousIntegrationBuild=true",
            // Feeds are those that the repository's place is configured for.
            $"-p:RestoreRootConfigDirectory={root}", "--nologo", "-v:quiet", .. more])
            with { WorkingDirectory = folder.Path };
        var result = await processes.RunAsync(command, cancellationToken);
        if (result.Succeeded) return output;

        // The reader knows the files by their place in the repository.
        var text = result.Output.Replace(folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        var errors = text.Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct().Take(ErrorsTold);
        throw new PipelineException($"{what} not compile:\n{string.Join('\n', errors.DefaultIfEmpty(text.Trim() + result.Error.Trim()))}", $"Correct the sources under {project}.");
    }
}
