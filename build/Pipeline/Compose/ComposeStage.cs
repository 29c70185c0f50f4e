using Notejam.Machine.Compose;
using Notejam.Machine.Processes;
using Notejam.Pipeline.Image;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Compose;

/// <summary>Notejam, PostgreSQL and Redis on this machine, by <c>app/compose.yaml</c>.</summary>
/// <param name="ensureImage">Brings an image that the file names into the local engine.</param>
public sealed class ComposeStage(
    ComposeProgram compose, IProcessRunner processes, LocalImage localImage, Func<string, CancellationToken, Task> ensureImage,
    HttpClient http, TimeProvider time, IStageLog log, string root)
{
    private const string AppImage = "notejam:local";
    private static readonly Uri Url = new("http://127.0.0.1:8080/");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Builds what is missing, starts everything and waits until Notejam is ready.</summary>
    /// <exception cref="PipelineException">It does not start, or is not ready within a minute.</exception>
    public async Task<StageResult<Uri>> UpAsync(SourceRevision revision, CancellationToken cancellationToken = default)
    {
        await localImage.BuildAsync(revision, AppImage, cancellationToken);
        foreach (var reference in ImagesOf(await File.ReadAllLinesAsync(ComposeFile, cancellationToken)))
            await ensureImage(reference, cancellationToken);
        log.Info("starting the services");
        await RunAsync(cancellationToken, "up", "-d");

        var deadline = time.GetUtcNow() + Patience;
        while (await AskAsync(cancellationToken) is { } problem)
        {
            if (time.GetUtcNow() >= deadline)
            {
                var logs = await processes.RunAsync(Command("logs", "--tail=15"), cancellationToken);
                throw new PipelineException($"Notejam is not ready: {problem}\n{logs.Output.Trim()}", "Correct the cause and run ./build.sh Compose again.");
            }

            await Task.Delay(Interval, time, cancellationToken);
        }

        return StageResult.Done(Url, $"Notejam runs at {Url}; ./build.sh Compose --down ends it");
    }

    /// <summary>Ends the services; the database's volume stays.</summary>
    public async Task<StageResult<Uri>> DownAsync(CancellationToken cancellationToken = default)
    {
        await RunAsync(cancellationToken, "down", "--remove-orphans");
        return StageResult.Done(Url, "the services have ended; the data stay");
    }

    /// <summary>The images that a Compose file names, but for the one that is built here.</summary>
    public static IReadOnlyList<string> ImagesOf(IEnumerable<string> lines) =>
        [.. lines.Select(line => line.Trim()).Where(line => line.StartsWith("image:", StringComparison.Ordinal))
            .Select(line => line["image:".Length..].Trim().Trim('"')).Where(image => image != AppImage).Distinct()];

    private string ComposeFile => Path.Combine(root, "app", "compose.yaml");

    private ProcessCommand Command(params string[] arguments) => compose.Command(["-f", ComposeFile, "-p", "notejam", .. arguments]) with { WorkingDirectory = root };

    private async Task RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var result = await processes.RunAsync(Command(arguments), cancellationToken);
        if (result.Succeeded) return;
        var text = (result.Error + result.Output).Trim();
        throw new PipelineException($"Compose {arguments[0]} failed:\n{text}", text.Contains("already allocated", StringComparison.Ordinal) || text.Contains("address already in use", StringComparison.Ordinal)
            ? "Port 8080 is taken on 127.0.0.1: end what listens there (ss -ltnp), or ./build.sh Compose --down."
            : "Correct app/compose.yaml.");
    }

    private async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(Url, "/health/ready"), cancellationToken);
            return answer.IsSuccessStatusCode ? null : $"/health/ready answers {(int)answer.StatusCode}";
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            return exception.Message;
        }
    }
}
