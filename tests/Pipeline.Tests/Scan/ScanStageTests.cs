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

    [Theory]
    [InlineData("BASIC", 1)]
    [InlineData("ENHANCED", 0)]
    [InlineData(null, 0)]
    [InlineData("ADVANCED", 0)]
    public async Task A_digest_that_was_never_scanned_is_scanned_once_where_scans_are_started(string? type, int starts)
    {
        Findings(None, None, () => Page("COMPLETE"));
        ScanType(type);
        _aws.On("StartImageScan", _ => new JsonObject());
        Assert.True((await RunAsync()).Record.Passed);
        Assert.Equal(starts, _aws.CountOf("StartImageScan"));
        Assert.Equal(1, _aws.CountOf("GetRegistryScanningConfiguration"));
    }

    [Theory]
    [InlineData("BASIC", "there is none, although one was started")]
    [InlineData("ENHANCED", "there is none; the registry's scan type is ENHANCED")]
    [InlineData(null, "there is none, and none was started, for the registry's scan type is not given")]
    [InlineData("ADVANCED", "there is none, and none was started, for the registry's scan type is unknown (ADVANCED)")]
    [InlineData("denied", "there is none, and none was started, for the registry's scan type is not readable (AccessDeniedException: allow ecr:GetRegistryScanningConfiguration)")]
    public async Task A_scan_that_never_begins_is_given_up_with_its_cause(string? type, string expected)
    {
        Findings(None);
        ScanType(type);
        _aws.On("StartImageScan", _ => new JsonObject());
        Assert.Contains($"within 10 minutes: {expected}", (await Assert.ThrowsAsync<PipelineException>(RunAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_scan_that_the_registry_will_not_start_again_is_waited_for()
    {
        Findings(None, () => Page("COMPLETE"));
        ScanType("BASIC");
        _aws.On("StartImageScan", _ => throw new AwsError("LimitExceededException", "one a day"));
        Assert.True((await RunAsync()).Record.Passed);
    }

    [Theory]
    [InlineData("UnsupportedImageTypeException")]
    [InlineData("ImageArchivedException")]
    [InlineData("ValidationException")]
    public async Task A_scan_that_the_registry_refuses_is_named(string error)
    {
        Findings(None);
        ScanType("BASIC");
        _aws.On("StartImageScan", _ => throw new AwsError(error, "no"));
        Assert.Contains($"ECR does not scan aaaaaaaaaaaa: {error}: no", (await Assert.ThrowsAsync<PipelineException>(RunAsync)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ImageNotFoundException")]
    [InlineData("RepositoryNotFoundException")]
    public async Task An_image_that_was_deleted_is_named(string error)
    {
        Findings(() => throw new AwsError(error, "no"));
        Assert.Contains("ECR has no notejam@aaaaaaaaaaaa: no", (await Assert.ThrowsAsync<PipelineException>(RunAsync)).Message, StringComparison.Ordinal);
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
        Assert.Contains("within 10 minutes: it is IN_PROGRESS.", (await Assert.ThrowsAsync<PipelineException>(RunAsync)).Message, StringComparison.Ordinal);
    }

    // As aws/aws-sdk#289 and aws/aws-cli#6759 show the answers before there are results.
    [Theory]
    [InlineData("COMPLETE")]
    [InlineData("ACTIVE")]
    public async Task A_scan_that_says_so_before_it_has_results_is_waited_for(string status)
    {
        static JsonNode Early(string status) => Answer($$"""{ "imageScanFindings": { "findings": [] }, "imageScanStatus": { "status": "{{status}}" } }""");
        Findings(() => Early(status), () => Early(status), () => Page(status, """{ "CRITICAL": 1 }""", Found("CVE-1", "CRITICAL")));
        Assert.False((await RunAsync()).Record.Passed);

        Findings(() => Early(status));
        Assert.Contains($"within 10 minutes: it is {status}, but has no imageScanCompletedAt", (await Assert.ThrowsAsync<PipelineException>(RunAsync)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("imageId.imageDigest", "\"sha256:b\"", "it is on sha256:b")]
    [InlineData("imageId", "null", "it is on no digest")]
    [InlineData("repositoryName", "\"billing\"", "it is on the repository billing and not on notejam")]
    [InlineData("registryId", "\"210987654321\"", "it is of the registry 210987654321 and not of 123456789012")]
    [InlineData("registryId", "null", "it is of the registry without an id and not of 123456789012")]
    public async Task An_answer_on_something_else_is_refused(string member, string value, string expected)
    {
        Findings(() =>
        {
            var page = Page("COMPLETE");
            var path = member.Split('.');
            (path.Length == 2 ? page[path[0]]! : page)[path[^1]] = JsonNode.Parse(value);
            return page;
        });
        Assert.Contains("contradicts itself: " + expected, (await Assert.ThrowsAsync<PipelineException>(RunAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_comes_again_is_refused()
    {
        Findings(() => Page("COMPLETE", next: "a"), () => Page("COMPLETE", next: "b"), () => Page("COMPLETE", next: "a"));
        Assert.Contains("the token of a page of findings comes again", (await Assert.ThrowsAsync<PipelineException>(RunAsync)).Message, StringComparison.Ordinal);
        Assert.Equal(3, _aws.Calls.Count);
    }

    [Theory]
    [InlineData("""{ "HIGH": 2 }""", "COMPLETE", 1)]
    [InlineData("""{ "LOW": 2 }""", "ACTIVE", 1)]
    [InlineData("""{ "LOW": 2 }""", "COMPLETE", 2)]
    public async Task Findings_that_change_between_their_pages_are_read_again(string counts, string status, int completedAt)
    {
        const string Counts = """{ "LOW": 2 }""";
        Findings(
            () => Page("COMPLETE", Counts, Found("CVE-1", "LOW"), next: "more"), () => Page(status, counts, Found("CVE-2", "LOW"), completedAt: completedAt),
            () => Page("COMPLETE", Counts, Found("CVE-1", "LOW"), next: "more"), () => Page("COMPLETE", Counts, Found("CVE-2", "LOW")));
        Assert.True((await RunAsync()).Record.Passed);
        Assert.Equal(4, _aws.Calls.Count);
    }

    [Fact]
    public async Task Ten_thousand_findings_are_read_in_large_pages_and_little_of_them_is_kept()
    {
        const int PageSize = 1000;
        const int Total = 10_000;
        var text = new string('x', 2000);
        _aws.On("DescribeImageScanFindings", asked =>
        {
            Assert.Equal(PageSize, (int?)asked["maxResults"]);
            var start = int.Parse((string?)asked["nextToken"] ?? "0", System.Globalization.CultureInfo.InvariantCulture);
            var found = Enumerable.Range(start, PageSize).Select(number => $$"""{ "name": "CVE-{{number}}", "severity": "LOW", "description": "{{text}}" }""");
            return Page("COMPLETE", $$"""{ "LOW": {{Total}} }""", string.Join(',', found), start + PageSize < Total ? $"{start + PageSize}" : null);
        });
        using var ecr = new AmazonECRClient(FakeAws.Credentials, _aws.Configure(new AmazonECRConfig()));
        var seen = await new ScanReader(ecr).ReadAsync(Image, default);
        Assert.Equal((Total, Total / PageSize), (seen.Findings.Count, _aws.Calls.Count));
        // Their descriptions alone would be 20 MB.
        Assert.InRange(System.Text.Json.JsonSerializer.Serialize(seen).Length, 0, 2_500_000);
    }

    [Fact]
    public async Task Inspectors_findings_count_too_one_for_each_package()
    {
        Findings(() => Answer("""
            {
              "imageScanStatus": { "status": "ACTIVE" },
              "imageScanFindings": {
                "imageScanCompletedAt": 1,
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
            """));
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

    private static JsonNode Page(string status, string counts = "{}", string findings = "", string? next = null, int completedAt = 1)
    {
        var page = Answer($$"""
            { "imageScanStatus": { "status": "{{status}}" }, "imageScanFindings": { "imageScanCompletedAt": {{completedAt}}, "findingSeverityCounts": {{counts}}, "findings": [{{findings}}] } }
            """);
        if (next is not null) page["nextToken"] = next;
        return page;
    }

    /// <summary>An answer on the image that is asked about.</summary>
    private static JsonNode Answer(string json)
    {
        var answer = JsonNode.Parse(json)!;
        (answer["registryId"], answer["repositoryName"], answer["imageId"]) = ("123456789012", "notejam", new JsonObject { ["imageDigest"] = Samples.Digest.Value });
        return answer;
    }

    private static JsonNode None() => throw new AwsError("ScanNotFoundException", "none");

    private static PushedImage Image => new("notejam", "123456789012.dkr.ecr.eu-central-1.amazonaws.com/notejam", "c-1", Samples.Digest);

    private void Findings(params Func<JsonNode>[] answers) => _aws.InTurn("DescribeImageScanFindings", answers);

    private void ScanType(string? type) => _aws.On("GetRegistryScanningConfiguration", _ => type == "denied"
        ? throw new AwsError("AccessDeniedException", "no")
        : new JsonObject { ["registryId"] = "123456789012", ["scanningConfiguration"] = new JsonObject { ["scanType"] = type, ["rules"] = new JsonArray() } });

    private async Task<StageResult<ScanVerdict>> RunAsync()
    {
        using var ecr = new AmazonECRClient(FakeAws.Credentials, _aws.Configure(new AmazonECRConfig()));
        return await new ScanStage(ecr, new HurryingTime(times: 30), new SilentLog()).RunAsync(Image, Severity.High);
    }
}
