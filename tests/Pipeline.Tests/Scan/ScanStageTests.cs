using Amazon.ECR;
using Amazon.ECR.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Scan;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Scan;

public sealed class ScanStageTests
{
    private readonly Scripted<IAmazonECR> _ecr = Scripted.Client<IAmazonECR>();

    [Fact]
    public async Task The_scan_is_waited_for_and_all_pages_are_read()
    {
        var second = Page("COMPLETE", Found("CVE-2", FindingSeverity.CRITICAL));
        var first = Page("COMPLETE", Found("CVE-1", FindingSeverity.HIGH));
        first.NextToken = "more";
        _ecr.InTurn<DescribeImageScanFindingsRequest>(Page("PENDING"), Page("IN_PROGRESS"), first, second);
        var verdict = (await RunAsync()).Record;
        Assert.False(verdict.Passed);
        Assert.Equal(["CVE-2", "CVE-1"], verdict.Blocking.Select(finding => finding.Name));
        Assert.Equal(("libx", "1.0", "1.1"), (verdict.Blocking[0].Package, verdict.Blocking[0].InstalledVersion, verdict.Blocking[0].FixedVersion));
    }

    [Fact]
    public async Task A_digest_that_was_never_scanned_is_scanned_once()
    {
        _ecr.InTurn<DescribeImageScanFindingsRequest>(new ScanNotFoundException("none"), new ScanNotFoundException("none yet"), Page("COMPLETE"));
        _ecr.On<StartImageScanRequest>(_ => throw new LimitExceededException("one a day"));
        Assert.True((await RunAsync()).Record.Passed);
        Assert.Equal(1, _ecr.CountOf("StartImageScan"));
    }

    [Theory]
    [InlineData("FAILED")]
    [InlineData("UNSUPPORTED_IMAGE")]
    public async Task Without_a_scan_there_is_no_verdict(string status)
    {
        _ecr.InTurn<DescribeImageScanFindingsRequest>(Page(status));
        Assert.Contains(status, (await Assert.ThrowsAsync<PipelineException>(RunAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scan_that_never_ends_is_given_up()
    {
        _ecr.InTurn<DescribeImageScanFindingsRequest>(Page("IN_PROGRESS"));
        Assert.Contains("within 10 minutes", (await Assert.ThrowsAsync<PipelineException>(RunAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspectors_findings_count_too_one_for_each_package()
    {
        var page = Page("ACTIVE");
        page.ImageScanFindings.FindingSeverityCounts = new Dictionary<string, int> { ["CRITICAL"] = 1 };
        page.ImageScanFindings.EnhancedFindings =
        [
            new EnhancedImageScanFinding
            {
                Severity = "CRITICAL",
                PackageVulnerabilityDetails = new PackageVulnerabilityDetails
                {
                    VulnerabilityId = "CVE-3",
                    VulnerablePackages = [new VulnerablePackage { Name = "liba", Version = "1", FixedInVersion = "2" }, new VulnerablePackage { Name = "libb", Version = "3", FixedInVersion = "NotAvailable" }],
                },
            },
        ];
        _ecr.InTurn<DescribeImageScanFindingsRequest>(page);
        var table = ScanGate.Table((await RunAsync()).Record);
        Assert.Matches(@"Critical\s+CVE-3\s+liba\s+1\s+2\s", table);
        Assert.Matches(@"Critical\s+CVE-3\s+libb\s+3\s+no fix yet", table);
    }

    private static ImageScanFinding Found(string name, FindingSeverity severity) => new()
    {
        Name = name, Severity = severity,
        Attributes = [new() { Key = "package_name", Value = "libx" }, new() { Key = "package_version", Value = "1.0" }, new() { Key = "fixed_version", Value = "1.1" }],
    };

    private static DescribeImageScanFindingsResponse Page(string status, params ImageScanFinding[] findings) => new()
    {
        ImageScanStatus = new ImageScanStatus { Status = status },
        ImageScanFindings = new ImageScanFindings
        {
            Findings = [.. findings],
            FindingSeverityCounts = new Dictionary<string, int> { ["HIGH"] = 1, ["CRITICAL"] = 1 }.Where(pair => findings.Length > 0).ToDictionary(),
        },
    };

    private Task<StageResult<ScanVerdict>> RunAsync() =>
        new ScanStage(_ecr.Client, new HurryingTime(), new SilentLog()).RunAsync(new PushedImage("notejam", "registry/notejam", "c-1", Samples.Digest), Severity.High);
}
