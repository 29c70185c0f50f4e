using Notejam.Machine.Processes;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Source;

namespace Notejam.Pipeline.Image;

/// <summary>Publishes Notejam: the same sources give the same bytes, wherever the repository lies.</summary>
/// <param name="root">The repository's root.</param>
public sealed class AppPublisher(IProcessRunner processes, GitRepository git, string root)
{
    // The editor's configuration decides which of the compiler's warnings there are, not what it writes.
    private static readonly string[] Sources = [.. ImageContent.Paths, ".editorconfig"];

    /// <summary>Publishes a revision's sources, and nothing else that lies in the working copy.</summary>
    /// <param name="folder">Where its files are written and compiled.</param>
    /// <returns>The folder of the published files, below <paramref name="folder"/>.</returns>
    /// <exception cref="PipelineException">The application does not compile.</exception>
    public async Task<string> PublishAsync(SourceRevision revision, PublishFolder folder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        await git.ExportAsync(revision, Sources, folder.Path, cancellationToken);
        var output = Path.Combine(folder.Path, "publish");
        var command = ProcessCommand.Of(
            // Whole paths: the system may know the working folder by another name, of another length.
            "dotnet", "publish", Path.Combine(folder.Path, "app", "Notejam"), "--configuration", "Release", "--output", output,
            "--artifacts-path", Path.Combine(folder.Path, "artifacts"), "-p:ContinuousIntegrationBuild=true",
            // Feeds are those that the repository's place is configured for.
            $"-p:RestoreRootConfigDirectory={root}", "--nologo", "-v:quiet")
            with { WorkingDirectory = folder.Path };
        var result = await processes.RunAsync(command, cancellationToken);
        if (result.Succeeded) return output;

        // The reader knows the files by their place in the repository.
        var text = result.Output.Replace(folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        var errors = text.Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct().Take(10);
        throw new PipelineException($"Notejam does not compile:\n{string.Join('\n', errors.DefaultIfEmpty(text.Trim() + result.Error.Trim()))}", "Correct the sources under app/Notejam.");
    }
}
