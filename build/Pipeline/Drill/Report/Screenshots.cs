using Notejam.Machine.Processes;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Drill.Report;

/// <summary>Takes pictures of pages with the machine's own Chromium. A drill does not fail for want of a picture.</summary>
public sealed class Screenshots(IProcessRunner processes, PublicAccess access, IStageLog log)
{
    // Chromium gives a page up when a container comes or goes on this machine meanwhile: it writes no file then.
    private const int Attempts = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // As root, in a container as well, Chromium does without its sandbox or not at all. Over HTTP/2 it would give up what is
    // under way too when a container comes or goes.
    private static readonly string[] Arguments =
        ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--hide-scrollbars", "--disable-http2", "--window-size=1280,800"];

    /// <summary>Takes one; null when there is no Chromium, or it could not see the page.</summary>
    /// <param name="title">What it shows.</param>
    public async Task<DrillScreenshot?> TakeAsync(string title, Uri url, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(url);
        // Chromium would take a picture of its own page of errors, and call that a success.
        if (await FindProblemAsync(url, cancellationToken) is { } problem)
        {
            log.Warn($"no picture of {url}: {problem}");
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("notejam-screenshot-");
        var file = Path.Combine(folder.FullName, "page.png");
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        try
        {
            for (var attempt = 1; attempt <= Attempts; attempt++)
            {
                await processes.RunAsync(new ProcessCommand("chromium",
                [
                    .. await WayAsync(url, timeout.Token), .. Arguments, $"--user-data-dir={Path.Combine(folder.FullName, "profile")}", $"--screenshot={file}", url.ToString(),
                ]), timeout.Token);
                if (File.Exists(file)) return new DrillScreenshot(title, Convert.ToBase64String(await File.ReadAllBytesAsync(file, cancellationToken)));
            }

            log.Warn($"no picture of {url}: Chromium could not load it, in {Attempts} attempts");
        }
        catch (ProgramNotFoundException)
        {
            log.Warn($"no picture of {url}: there is no Chromium here");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            log.Warn($"no picture of {url}: Chromium has not finished in {Patience.TotalSeconds} seconds");
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return null;
    }

    private async Task<string?> FindProblemAsync(Uri url, CancellationToken cancellationToken)
    {
        using var http = access.Open();
        try
        {
            using var answer = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return answer.IsSuccessStatusCode ? null : $"it answers {(int)answer.StatusCode}";
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException { InnerException: TimeoutException })
        {
            return exception.Message;
        }
    }

    // A sandbox's names are in no DNS, and its authority is not Chromium's: the request before this has verified both.
    private async Task<string[]> WayAsync(Uri url, CancellationToken cancellationToken) => access.HasOwnAuthorities
        ? [$"--host-resolver-rules=MAP {url.Host} {(await access.ResolveAsync(url.Host, cancellationToken))[0]}", "--ignore-certificate-errors"]
        : [];
}
