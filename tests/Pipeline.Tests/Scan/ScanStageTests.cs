using System.Text.Json.Nodes;
using Amazon.ECR;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Scan;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Scan;

public sealed class ScanStageTests : IDisposable
{
    private readonly FakeAws _aws = new();

    public void Dispose() => _aws.Dispose();

    [Fact]
    public async Task The_scan_is_waited_for_and_all_pages_are_read()
    {
        const string Counts = """{ "HIGH": 1, "CRITICAL": 1 }""";
        Findings(() => Page("PENDING"), () => Page("IN_PROGRESS"), () => Page("COMPLETE", Counts, Found("CVE-1", "HIGH"), next: "more"), () => Page("COMPLETE", Counts, Found("CVE-2", "CRITICAL")));
        var verdict = (await RunAsync()).Record;
        Assert.False(verdict.Passed);
        Assert.Equal(["CVE-2", "CVE-1"], verdict.Blocking.Select(finding => finding.Name));
        Assert.Equal(("libx", "1.0", "1.1"), (verdict.Blocking[0].Package, verdict.Blocking[0].InstalledVersion, verdict.Blocking[0].FixedVersion));
        Assert.Equal("more", (string?)_aws.Calls[^1].Input["nextToken"]);
    }

    [Fact]
    public async Task A_digest_that_was_never_scanned_is_scanned_once()
    {
        static JsonNode None() => throw new AwsError("ScanNotFoundException", "none");
        Findings(None, None, () => Page("COMPLETE"));
        _aws.On("StartImageScan", _ => new JsonObject());
        Assert.True((await RunAsync()).Record.Passed);
        Assert.Equal(1, _aws.CountOf("StartImageScan"));
    }

    [Fact]
    public async Task The_scan_that_the_registry_will_not_start_again_is_waited_for()
    {
        static JsonNode None() => throw new AwsError("ScanNotFoundException", "none");
        Findings(None, () => Page("COMPLETE"));
        _aws.On("StartImageScan", _ => throw new AwsError("LimitExceededException", "one a day"));
        Assert.True((await RunAsync()).Record.Passed);
    }

    [Theory]
    [InlineData("FAILED")]
    [InlineData("UNSUPPORTED_IMAGE")]
    public async Task Without_a_scan_there_is_no_verdict(string status)
    {
        Findings(() => Page(status));
        Assert.Contains(status, (await Assert.ThrowsAsync<PipelineException>(RunAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scan_that_never_ends_is_given_up()
    {
        Findings(() => Page("IN_PROGRESS"));
        Assert.Contains("within 10 minutes", (await Assert.ThrowsAsync<PipelineException>(RunAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspectors_findings_count_too_one_for_each_package()
    {
        Findings(() => JsonNode.Parse("""
            {
              "imageScanStatus": { "status": "ACTIVE" },
              "imageScanFindings": {
                "findingSeverityCounts": { "CRITICAL": 1 },
                "enhancedFindings": [{
                  "severity": "CRITICAL",
                  "packageVulnerabilityDetails": {
                    "vulnerabilityId": "CVE-3",
                    "vulnerablePackages": [{ "name": "liba", "version": "1", "fixedInVersion": "2" }, { "name": "libb", "version": "3", "fixedInVersion": "NotAvailable" }]
                  }
                }]
              }
            }
            """)!);
        var table = ScanGate.Table((await RunAsync()).Record);
        Assert.Matches(@"Critical\s+CVE-3\s+liba\s+1\s+2\s", table);
        Assert.Matches(@"Critical\s+CVE-3\s+libb\s+3\s+no fix yet", table);
    }

    private static string Found(string name, string severity) => $$"""
        {
          "name": "{{name}}", "severity": "{{severity}}",
          "attributes": [{ "key": "package_name", "value": "libx" }, { "key": "package_version", "value": "1.0" }, { "key": "fixed_version", "value": "1.1" }]
        }
        """;

    private static JsonNode Page(string status, string counts = "{}", string findings = "", string? next = null)
    {
        var page = JsonNode.Parse($$"""{ "imageScanStatus": { "status": "{{status}}" }, "imageScanFindings": { "findingSeverityCounts": {{counts}}, "findings": [{{findings}}] } }""")!;
        if (next is not null) page["nextToken"] = next;
        return page;
    }

    private void Findings(params Func<JsonNode>[] answers) => _aws.InTurn("DescribeImageScanFindings", answers);

    private async Task<StageResult<ScanVerdict>> RunAsync()
    {
        using var ecr = new AmazonECRClient(FakeAws.Credentials, _aws.Configure(new AmazonECRConfig()));
        return await new ScanStage(ecr, new HurryingTime(times: 30), new SilentLog()).RunAsync(new PushedImage("notejam", "registry/notejam", "c-1", Samples.Digest), Severity.High);
    }
}
