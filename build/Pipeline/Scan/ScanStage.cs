using Amazon.ECR;
using Amazon.ECR.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Scan;

/// <summary>Waits for the registry's scan of a digest and lets it pass or not.</summary>
public sealed class ScanStage(IAmazonECR ecr, TimeProvider time, IStageLog log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Runs the stage. The verdict is returned also when it blocks: the caller keeps it and stops.</summary>
    /// <exception cref="PipelineException">The scan failed, or did not end within ten minutes.</exception>
    public async Task<StageResult<ScanVerdict>> RunAsync(PushedImage image, Severity failOn, CancellationToken cancellationToken = default)
    {
        var deadline = time.GetUtcNow() + Patience;
        var requested = false;
        while (true)
        {
            var status = await TryReadAsync(image, failOn, cancellationToken);
            if (status.Verdict is { } verdict) return StageResult.Done(verdict, Describe(verdict));
            if (status.Missing && !requested)
            {
                // Scan on push may be off, or the image older than it: ask for one.
                log.Info("no scan of this digest yet: starting one");
                await StartAsync(image, cancellationToken);
                requested = true;
            }

            if (time.GetUtcNow() >= deadline)
                throw new PipelineException($"ECR has not finished the scan of {image.Digest.Short} within {Patience.TotalMinutes} minutes.", "Run ./build.sh Scan again; it goes on waiting.");
            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private static string Describe(ScanVerdict verdict)
    {
        var counts = verdict.Counts.Where(pair => pair.Value > 0).OrderByDescending(pair => pair.Key).Select(pair => $"{pair.Value} {pair.Key.ToString().ToLowerInvariant()}");
        return $"{(verdict.Passed ? "passed" : "blocked")} (fails on {verdict.FailOn.ToString().ToLowerInvariant()}): {string.Join(", ", counts.DefaultIfEmpty("no findings"))}";
    }

    private async Task<(ScanVerdict? Verdict, bool Missing)> TryReadAsync(PushedImage image, Severity failOn, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        Dictionary<Severity, int> counts = [];
        string? token = null;
        do
        {
            DescribeImageScanFindingsResponse page;
            try
            {
                page = await ecr.DescribeImageScanFindingsAsync(new DescribeImageScanFindingsRequest
                {
                    RepositoryName = image.RepositoryName, ImageId = new ImageIdentifier { ImageDigest = image.Digest.Value }, NextToken = token,
                }, cancellationToken);
            }
            catch (ScanNotFoundException)
            {
                return (null, true);
            }

            var status = page.ImageScanStatus?.Status?.Value;
            if (status is not ("COMPLETE" or "ACTIVE"))
                return status is "FAILED" or "UNSUPPORTED_IMAGE" or "SCAN_ELIGIBILITY_EXPIRED" or "FINDINGS_UNAVAILABLE"
                    ? throw new PipelineException($"ECR cannot say what is in {image.Digest.Short}: {status} {page.ImageScanStatus?.Description}".TrimEnd() + ".", "Without a scan there is no verdict, and without a verdict no rollout: correct the image or the registry's scanning configuration.")
                    : (null, false);
            counts = (page.ImageScanFindings?.FindingSeverityCounts ?? []).ToDictionary(pair => ScanGate.Parse(pair.Key), pair => pair.Value);
            findings.AddRange((page.ImageScanFindings?.Findings ?? []).Select(Read));
            findings.AddRange((page.ImageScanFindings?.EnhancedFindings ?? []).SelectMany(ReadEnhanced));
            token = page.NextToken;
        }
        while (!string.IsNullOrEmpty(token));

        return (ScanGate.Decide(image.Digest, failOn, counts, findings), false);
    }

    private static Finding Read(ImageScanFinding finding)
    {
        string? Attribute(string key) => finding.Attributes?.FirstOrDefault(attribute => attribute.Key == key)?.Value;
        return new Finding(finding.Name, ScanGate.Parse(finding.Severity?.Value ?? "UNDEFINED"), Attribute("package_name"), Attribute("package_version"), Attribute("fixed_version"), finding.Uri);
    }

    /// <summary>Amazon Inspector's form, when the registry scans with it: one finding may be in several packages.</summary>
    private static IEnumerable<Finding> ReadEnhanced(EnhancedImageScanFinding finding)
    {
        var severity = ScanGate.ParseEnhanced(finding.Severity);
        var details = finding.PackageVulnerabilityDetails;
        var name = details?.VulnerabilityId ?? finding.Title ?? finding.FindingArn;
        if (details?.VulnerablePackages is not { Count: > 0 } packages) return [new Finding(name, severity, null, null, null, details?.SourceUrl)];
        return packages.Select(package => new Finding(name, severity, package.Name, package.Version, package.FixedInVersion is "NotAvailable" ? null : package.FixedInVersion, details.SourceUrl));
    }

    private async Task StartAsync(PushedImage image, CancellationToken cancellationToken)
    {
        try
        {
            await ecr.StartImageScanAsync(new StartImageScanRequest { RepositoryName = image.RepositoryName, ImageId = new ImageIdentifier { ImageDigest = image.Digest.Value } }, cancellationToken);
        }
        catch (LimitExceededException)
        {
            log.Info("ECR allows one scan of an image a day; waiting for the one under way");
        }
    }
}
