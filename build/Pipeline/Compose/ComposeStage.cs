using Notejam.Machine.Compose;
using Notejam.Machine.Processes;
using Notejam.Pipeline.Image;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Compose;

/// <summary>Notejam, PostgreSQL, Redis and a mail catcher on this machine, by <c>app/compose.yaml</c>.</summary>
/// <param name="ensureImage">Brings an image that the file names into the local engine.</param>
/// <param name="project">What Compose names its containers and its volume by.</param>
public sealed class ComposeStage(
    ComposeProgram compose, IProcessRunner processes, LocalImage localImage, Func<string, CancellationToken, Task> ensureImage,
    HttpClient http, TimeProvider time, IStageLog log, string root, string project)
{
    private const string AppImage = "notejam:local";
    private static readonly Uri Url = new("http://127.0.0.1:8080/");
    private static readonly Uri MailUrl = new("http://127.0.0.1:8025/");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Builds what is missing, starts everything and waits until Notejam is ready.</summary>
    /// <exception cref="PipelineException">It does not start, or is not ready within a minute.</exception>
    public async Task<StageResult<Uri>> UpAsync(SourceRevision revision, CancellationToken cancellationToken = default)
    {
        await localImage.BuildAsync(revision, AppImage, cancellationToken);
        foreach (var reference in ImagesOf(await File.ReadAllLinesAsync(ComposeFile, cancellationToken)))
            await ensureImage(reference, cancellationToken);
        log.Info($"starting the services with Compose {compose.Version}");
        await StartAsync(cancellationToken);
        return StageResult.Done(Url, $"Notejam runs at {Url}, the mails that it sends are at {MailUrl}; ./build.sh Compose --down ends it");
    }

    /// <summary>
    /// Starts everything and goes on looking: whenever the sources differ, the image is built again and Notejam restarted
    /// with it, database and sessions kept. Sources that do not compile leave the running one alone.
    /// </summary>
    /// <param name="readRevision">Reads the sources as they are now.</param>
    /// <returns>Only by cancellation (Ctrl+C); the services run on.</returns>
    public async Task<StageResult<Uri>> WatchAsync(Func<CancellationToken, Task<SourceRevision>> readRevision, CancellationToken cancellationToken = default)
    {
        var revision = await readRevision(cancellationToken);
        var up = await UpAsync(revision, cancellationToken);
        var running = await DescribeAsync(revision, cancellationToken);
        log.Info(up.Reason);
        log.Info("watching app/ for changes; Ctrl+C ends the watch, not Notejam");
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Look, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested) break;
            var now = await readRevision(cancellationToken);
            if (now.Tree == revision.Tree) continue;
            revision = now;
            running = await ReloadAsync(revision, running, cancellationToken);
        }

        return up;
    }

    // Returns what runs then. Most changes in a repository are of something else: they are passed over in silence.
    private async Task<string> ReloadAsync(SourceRevision revision, string running, CancellationToken cancellationToken)
    {
        try
        {
            var wanted = await DescribeAsync(revision, cancellationToken);
            if (wanted == running) return running;
            await StartAsync(cancellationToken);
            log.Info($"Notejam runs as it is written now, at {Url}");
            return wanted;
        }
        catch (PipelineException exception)
        {
            log.Warn($"{exception.Message}\nCorrect it: the next change is tried again.");
            return running;
        }
    }

    private async Task<string> DescribeAsync(SourceRevision revision, CancellationToken cancellationToken)
    {
        var (id, _) = await localImage.BuildAsync(revision, AppImage, cancellationToken);
        return $"{id}\n{await File.ReadAllTextAsync(ComposeFile, cancellationToken)}";
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        await RunAsync(cancellationToken, "up", "-d");
        var deadline = time.GetUtcNow() + Patience;
        foreach (var url in new[] { new Uri(Url, "/healthz/ready"), MailUrl })
        {
            while (await AskAsync(url, cancellationToken) is { } problem)
            {
                if (time.GetUtcNow() >= deadline)
                {
                    var logs = await processes.RunAsync(Command("logs", "--tail=15"), cancellationToken);
                    throw new PipelineException($"Notejam is not ready: {problem}\n{logs.Output.Trim()}", "Correct the cause and run ./build.sh Compose again.");
                }

                await Task.Delay(Interval, time, cancellationToken);
            }
        }
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

    private ProcessCommand Command(params string[] arguments) => compose.Command(["-f", ComposeFile, "-p", project, .. arguments]) with { WorkingDirectory = root };

    private async Task RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var result = await processes.RunAsync(Command(arguments), cancellationToken);
        if (result.Succeeded) return;
        var text = (result.Error + result.Output).Trim();
        throw new PipelineException($"Compose {arguments[0]} failed:\n{text}", text.Contains("already allocated", StringComparison.Ordinal) || text.Contains("address already in use", StringComparison.Ordinal)
            ? "Port 8080 or 8025 is taken on 127.0.0.1: end what listens there (ss -ltnp), or ./build.sh Compose --down."
            : "Correct app/compose.yaml.");
    }

    private async Task<string?> AskAsync(Uri url, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(url, cancellationToken);
            return answer.IsSuccessStatusCode ? null : $"{url} answers {(int)answer.StatusCode}";
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            return $"{url}: {exception.Message}";
        }
    }
}
