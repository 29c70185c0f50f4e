using Notejam.Sandbox.Ecr.Model;

namespace Notejam.Sandbox.Ecr.Scanning;

/// <summary>Scans in the background; those that a killed gateway left unfinished are begun again.</summary>
public sealed partial class ScanJobs(EcrStore store, ImageScanner scanner, IHostApplicationLifetime lifetime, ILogger<ScanJobs> log) : IHostedService, IDisposable
{
    // A scan decompresses a whole image: one at a time leaves the machine to the others.
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Begins a scan; its state is IN_PROGRESS when this returns.</summary>
    public void Start(string region, string repository, string digest)
    {
        store.Write(region, state =>
        {
            if (state.Repositories[repository].ByDigest(digest) is { } image) image.Scan = new ImageScan { StartedAt = store.Now };
        });
        _ = Task.Run(() => RunAsync(region, repository, digest, lifetime.ApplicationStopping));
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var region in SandboxOptions.Regions)
            foreach (var (repository, digest) in store.Read(region, Unfinished))
                Start(region, repository, digest);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();

    private static List<(string Repository, string Digest)> Unfinished(EcrRegion state) =>
        [.. state.Repositories.Values.SelectMany(repository => repository.Images
            .Where(image => image.Scan?.Status == "IN_PROGRESS").Select(image => (repository.Name, image.Digest)))];

    private async Task RunAsync(string region, string repository, string digest, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var findings = await scanner.ScanAsync(region, repository, digest, cancellationToken);
            Finish(region, repository, digest, scan =>
            {
                scan.Status = "COMPLETE";
                scan.Description = "The scan was completed successfully.";
                scan.Findings = findings;
            });
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(error, repository, digest);
            Finish(region, repository, digest, scan =>
            {
                scan.Status = "FAILED";
                scan.Description = error.Message;
            });
        }
        finally
        {
            _one.Release();
        }
    }

    private void Finish(string region, string repository, string digest, Action<ImageScan> finish) => store.Write(region, state =>
    {
        // The image may have been deleted meanwhile.
        if (state.Repositories.GetValueOrDefault(repository)?.ByDigest(digest)?.Scan is not { } scan) return;
        finish(scan);
        scan.CompletedAt = scan.AdvisoriesAt = store.Now;
    });

    [LoggerMessage(Level = LogLevel.Warning, Message = "The scan of {Repository}@{Digest} failed")]
    private partial void LogFailed(Exception error, string repository, string digest);
}
