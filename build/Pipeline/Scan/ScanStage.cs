using Amazon.ECR;
using Amazon.ECR.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Tools.Waiting;

namespace Notejam.Pipeline.Scan;

/// <summary>Waits for the registry's scan of a digest and lets it pass or not.</summary>
public sealed class ScanStage(IAmazonECR ecr, TimeProvider time, IStageLog log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly ScanReader _reader = new(ecr);

    /// <summary>Runs the stage. The verdict is returned also when it blocks: the caller keeps it and stops.</summary>
    /// <exception cref="PipelineException">There is no scan, it failed, it did not end within ten minutes, or its results cannot be trusted.</exception>
    public async Task<StageResult<ScanVerdict>> RunAsync(PushedImage image, Severity failOn, CancellationToken cancellationToken = default)
    {
        string? started = null;
        var reason = "";
        var verdict = await new Polling(time, log) { Pace = Pace.Slow }.FindAsync($"the scan of {image.Digest.Short}", Patience, async cancellation =>
        {
            switch (ScanGate.Decide(image.Digest, failOn, await ReadAsync(image, cancellation)))
            {
                case ScanDecision.Decided decided:
                    return decided.Verdict;
                case ScanDecision.Refuse refused:
                    throw new PipelineException(refused.Cause, refused.Remedy);
                case ScanDecision.Wait wait:
                    reason = wait.Reason;
                    return null;
                default:
                    // Scan on push may be off, or the image older than it: ask for one, once.
                    reason = started ??= await StartAsync(image, cancellation);
                    return null;
            }
        }, cancellationToken);
        return verdict is not null
            ? StageResult.Done(verdict, Describe(verdict))
            : throw new PipelineException($"ECR has not finished the scan of {image.Digest.Short} within {Patience.TotalMinutes} minutes: {reason}.", "Run ./build.sh Scan again; it goes on waiting.");
    }

    private static string Describe(ScanVerdict verdict)
    {
        var counts = verdict.Counts.Where(pair => pair.Value > 0).OrderByDescending(pair => pair.Key).Select(pair => $"{pair.Value} {pair.Key.ToString().ToLowerInvariant()}");
        return $"{(verdict.Passed ? "passed" : "blocked")} (fails on {verdict.FailOn.ToString().ToLowerInvariant()}): {string.Join(", ", counts.DefaultIfEmpty("no findings"))}";
    }

    private async Task<ScanObservation> ReadAsync(PushedImage image, CancellationToken cancellationToken)
    {
        try
        {
            return await _reader.ReadAsync(image, cancellationToken);
        }
        catch (Exception missing) when (missing is ImageNotFoundException or RepositoryNotFoundException)
        {
            throw new PipelineException($"ECR has no {image.RepositoryName}@{image.Digest.Short}: {missing.Message}", "Somebody deleted it, or a lifecycle rule did: ./build.sh Push, and scan again.", missing);
        }
    }

    /// <summary>Starts a scan, where the registry has them started, and returns what is waited for then.</summary>
    private async Task<string> StartAsync(PushedImage image, CancellationToken cancellationToken)
    {
        var type = await ReadScanTypeAsync(cancellationToken);
        if (type.Name == "ENHANCED")
        {
            log.Info("no scan of this digest yet: Amazon Inspector, who scans this registry (ENHANCED), begins them itself");
            return $"there is none; the registry's scan type is ENHANCED: see that Amazon Inspector is on in this region and that a rule of the registry's scanning configuration covers {image.RepositoryName}";
        }

        if (type.Name != "BASIC")
        {
            log.Warn($"no scan of this digest yet, and the registry's scan type is {type.Problem}: none is started");
            return $"there is none, and none was started, for the registry's scan type is {type.Problem}";
        }

        log.Info("no scan of this digest yet: starting one");
        try
        {
            await ecr.StartImageScanAsync(new StartImageScanRequest { RepositoryName = image.RepositoryName, ImageId = new ImageIdentifier { ImageDigest = image.Digest.Value } }, cancellationToken);
            return "there is none, although one was started";
        }
        catch (LimitExceededException)
        {
            log.Info("ECR allows one scan of an image a day; waiting for the one under way");
            return "there is none, and ECR starts no other one today";
        }
        catch (Exception refused) when (refused is UnsupportedImageTypeException or ImageArchivedException or ValidationException or InvalidParameterException)
        {
            throw new PipelineException($"ECR does not scan {image.Digest.Short}: {refused.GetType().Name}: {refused.Message}", "Without a scan there is no verdict, and without a verdict no rollout: correct the image or the registry's scanning configuration.", refused);
        }
    }

    /// <summary>BASIC, where scans are started; ENHANCED, where StartImageScan is refused; or why neither is known.</summary>
    private async Task<(string? Name, string? Problem)> ReadScanTypeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var type = (await ecr.GetRegistryScanningConfigurationAsync(new GetRegistryScanningConfigurationRequest(), cancellationToken)).ScanningConfiguration?.ScanType?.Value;
            return type is "BASIC" or "ENHANCED" ? (type, null) : (null, type is null ? "not given" : $"unknown ({type})");
        }
        catch (AmazonECRException denied)
        {
            return (null, $"not readable ({denied.ErrorCode}: allow ecr:GetRegistryScanningConfiguration)");
        }
    }
}
