using Notejam.Machine.Processes;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Source;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Tools.Docker;

namespace Notejam.Pipeline.Image;

/// <summary>Builds Notejam's image in the local engine.</summary>
/// <param name="ensureBaseImage">Brings a base image into the local engine (pulls it, or makes it) and returns its id.</param>
public sealed class LocalImage(
    IProcessRunner processes, GitRepository git, DockerImages images, Func<string, CancellationToken, Task<string>> ensureBaseImage, IStageLog log, string root, string temporaryFolder)
{
    private string DockerfilePath => Path.Combine(root, "app", "Dockerfile");

    /// <summary>The tag that a revision's content has.</summary>
    public async Task<string> ReadTagAsync(SourceRevision revision, CancellationToken cancellationToken)
    {
        var baseImageId = await ensureBaseImage(Dockerfile.ReadBaseImage(DockerfilePath), cancellationToken);
        return ImageContent.Tag(await git.ReadContentIdsAsync(revision, ImageContent.Paths, cancellationToken), baseImageId);
    }

    /// <summary>Builds the image, or gives one that was built of the same content another name.</summary>
    /// <returns>The image's id, and whether it had to be built.</returns>
    /// <exception cref="PipelineException">The application or the Dockerfile does not build.</exception>
    public async Task<(string Id, bool Built)> BuildAsync(SourceRevision revision, string reference, CancellationToken cancellationToken)
    {
        var content = $"notejam-content:{await ReadTagAsync(revision, cancellationToken)}";
        var built = false;
        if (await images.FindIdAsync(content, cancellationToken) is null)
        {
            log.Info("publishing app/Notejam");
            var output = await PublishAsync(cancellationToken);
            log.Info($"building {reference} on {Dockerfile.ReadBaseImage(DockerfilePath)}");
            using var context = new MemoryStream();
            BuildContext.Write(context, BuildContext.ForPublishedApp(DockerfilePath, output));
            context.Position = 0;
            await images.BuildAsync(context, content, onLine: null, cancellationToken);
            built = true;
        }

        return (await images.TagAsync(content, reference, cancellationToken), built);
    }

    private async Task<string> PublishAsync(CancellationToken cancellationToken)
    {
        var output = Path.Combine(temporaryFolder, "publish");
        if (Directory.Exists(output)) Directory.Delete(output, recursive: true);
        var command = ProcessCommand.Of("dotnet", "publish", "app/Notejam", "--configuration", "Release", "--output", output, "-p:ContinuousIntegrationBuild=true", "--nologo", "-v:quiet")
            with { WorkingDirectory = root };
        var result = await processes.RunAsync(command, cancellationToken);
        if (result.Succeeded) return output;
        var errors = result.Output.Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct().Take(10);
        throw new PipelineException($"Notejam does not compile:\n{string.Join('\n', errors.DefaultIfEmpty(result.Output.Trim() + result.Error.Trim()))}", "Correct the sources under app/Notejam.");
    }
}
