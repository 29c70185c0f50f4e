using Notejam.Machine.Processes;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Source;

namespace Notejam.Pipeline.Image;

/// <summary>Publishes a project from a revision's sources, and from nothing else that lies in the working copy.</summary>
/// <param name="root">The repository's root.</param>
internal sealed class DotnetPublish(IProcessRunner processes, GitRepository git, string root)
{
    private const int ErrorsTold = 10;

    /// <summary>Writes a revision's sources into a folder.</summary>
    /// <param name="sources">The paths of the repository that a project is made of.</param>
    public Task ExportAsync(SourceRevision revision, PublishFolder folder, IReadOnlyList<string> sources, CancellationToken cancellationToken) =>
        // The editor's configuration decides which of the compiler's warnings there are, not what it writes.
        git.ExportAsync(revision, [.. sources, ".editorconfig"], folder.Path, cancellationToken);

    /// <summary>Publishes a project whose sources were exported.</summary>
    /// <param name="folder">Where they are; compiled there too.</param>
    /// <param name="project">The project's path in the repository.</param>
    /// <param name="what">Who does not compile, for the message: <c>Notejam does</c>.</param>
    /// <param name="more">Further arguments of <c>dotnet publish</c>.</param>
    /// <returns>The folder of the published files, below <paramref name="folder"/>.</returns>
    /// <exception cref="PipelineException">The project does not compile; errors are told by their place in the repository.</exception>
    public async Task<string> RunAsync(PublishFolder folder, string project, string what, IReadOnlyList<string> more, CancellationToken cancellationToken)
    {
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
