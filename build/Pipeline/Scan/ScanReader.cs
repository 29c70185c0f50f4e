using Amazon.ECR;
using Amazon.ECR.Model;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Scan;

/// <summary>Reads what ECR answers of a digest's scan, page by page, and keeps of each page only what the decision needs.</summary>
public sealed class ScanReader(IAmazonECR ecr)
{
    // The most that ECR allows (botocore ecr MaxResults).
    private const int PageSize = 1000;
    private const int MostPages = 1000;

    /// <summary>Reads it.</summary>
    public async Task<ScanObservation> ReadAsync(PushedImage image, CancellationToken cancellationToken)
    {
        var (tokens, findings) = (new HashSet<string>(StringComparer.Ordinal), new List<ObservedFinding>());
        ScanObservation? seen = null;
        string? token = null;
        do
        {
            DescribeImageScanFindingsResponse page;
            try
            {
                page = await ecr.DescribeImageScanFindingsAsync(new DescribeImageScanFindingsRequest
                {
                    RepositoryName = image.RepositoryName, ImageId = new ImageIdentifier { ImageDigest = image.Digest.Value }, MaxResults = PageSize, NextToken = token,
                }, cancellationToken);
            }
            catch (ScanNotFoundException)
            {
                // Between two pages it was replaced by a scan that is not there yet.
                return seen is null ? ScanObservation.None : seen with { Changed = true };
            }

            var now = Observe(page);
            if (Contradiction(image, page) is { } contradiction) return now with { Contradiction = contradiction };
            if (seen is not null && !SameScan(seen, now)) return now with { Changed = true };
            seen ??= now;
            findings.AddRange((page.ImageScanFindings?.Findings ?? []).Select(Observe));
            findings.AddRange((page.ImageScanFindings?.EnhancedFindings ?? []).Select(Observe));
            token = page.NextToken;
            if (!string.IsNullOrEmpty(token) && !tokens.Add(token)) return now with { Contradiction = "the token of a page of findings comes again" };
            if (tokens.Count >= MostPages) return now with { Contradiction = $"its findings have more than {MostPages} pages" };
        }
        while (!string.IsNullOrEmpty(token));

        return seen with { Findings = findings };
    }

    private static ScanObservation Observe(DescribeImageScanFindingsResponse page) => new()
    {
        Exists = true,
        Status = page.ImageScanStatus?.Status?.Value,
        Description = page.ImageScanStatus?.Description,
        CompletedAt = page.ImageScanFindings?.ImageScanCompletedAt,
        Counts = page.ImageScanFindings?.FindingSeverityCounts,
    };

    private static ObservedFinding Observe(ImageScanFinding finding)
    {
        string? Attribute(string key) => finding.Attributes?.FirstOrDefault(attribute => attribute.Key == key)?.Value;
        var package = new ObservedPackage(Attribute("package_name"), Attribute("package_version"), Attribute("fixed_version"));
        return new ObservedFinding(finding.Name ?? "without a name", finding.Severity?.Value, null, [package], finding.Uri);
    }

    /// <summary>Amazon Inspector's form, when the registry scans with it: one finding may be in several packages.</summary>
    private static ObservedFinding Observe(EnhancedImageScanFinding finding)
    {
        var details = finding.PackageVulnerabilityDetails;
        // Inspector knows of a fix before it knows its version.
        var fix = finding.FixAvailable == "YES" ? "a fix exists" : null;
        var packages = (details?.VulnerablePackages ?? []).Select(package => new ObservedPackage(package.Name, package.Version, package.FixedInVersion is null or "NotAvailable" ? fix : package.FixedInVersion));
        return new ObservedFinding(details?.VulnerabilityId ?? finding.Title ?? finding.FindingArn ?? "without a name", finding.Severity, finding.Status, [.. packages], details?.SourceUrl);
    }

    private static string? Contradiction(PushedImage image, DescribeImageScanFindingsResponse page)
    {
        if (page.ImageId?.ImageDigest != image.Digest.Value) return $"it is on {page.ImageId?.ImageDigest ?? "no digest"}";
        if (page.RepositoryName != image.RepositoryName) return $"it is on the repository {page.RepositoryName ?? "without a name"} and not on {image.RepositoryName}";
        return RegistryOf(image) is { } registry && page.RegistryId != registry ? $"it is of the registry {page.RegistryId ?? "without an id"} and not of {registry}" : null;
    }

    /// <summary>The account that an ECR repository's address begins with; null when the address is none of ECR's.</summary>
    private static string? RegistryOf(PushedImage image)
    {
        var first = image.RepositoryUrl.Split('.')[0];
        return first.Length == 12 && first.All(char.IsAsciiDigit) ? first : null;
    }

    private static bool SameScan(ScanObservation first, ScanObservation now) => first.Status == now.Status && first.CompletedAt == now.CompletedAt
        && (first.Counts is null) == (now.Counts is null) && (first.Counts is null || first.Counts.OrderBy(pair => pair.Key).SequenceEqual(now.Counts!.OrderBy(pair => pair.Key)));
}
