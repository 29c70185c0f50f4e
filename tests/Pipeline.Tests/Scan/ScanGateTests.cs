using System.Reflection;
using Amazon.ECR;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Scan;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Scan;

public sealed class ScanGateTests
{
    private static readonly ScanObservation Clean = new() { Exists = true, Status = "COMPLETE", CompletedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), Counts = new Dictionary<string, int>() };

    /// <summary>Each status that the SDK knows: what follows from it, with results and without.</summary>
    public static TheoryData<string, string, string> Statuses => new()
    {
        { "PENDING", "wait: it is PENDING", "wait: it is PENDING" },
        { "IN_PROGRESS", "wait: it is IN_PROGRESS", "wait: it is IN_PROGRESS" },
        { "COMPLETE", "passed", "wait: it is COMPLETE, but has no imageScanCompletedAt and so no results yet" },
        { "ACTIVE", "passed", "wait: it is ACTIVE, but has no imageScanCompletedAt and so no results yet" },
        { "FAILED", "refused: ECR cannot say what is in aaaaaaaaaaaa: FAILED.", "refused: ECR cannot say what is in aaaaaaaaaaaa: FAILED." },
        { "UNSUPPORTED_IMAGE", "refused: ECR cannot say what is in aaaaaaaaaaaa: UNSUPPORTED_IMAGE.", "refused: ECR cannot say what is in aaaaaaaaaaaa: UNSUPPORTED_IMAGE." },
        { "SCAN_ELIGIBILITY_EXPIRED", "refused: ECR cannot say what is in aaaaaaaaaaaa: SCAN_ELIGIBILITY_EXPIRED.", "refused: ECR cannot say what is in aaaaaaaaaaaa: SCAN_ELIGIBILITY_EXPIRED." },
        { "FINDINGS_UNAVAILABLE", "refused: ECR cannot say what is in aaaaaaaaaaaa: FINDINGS_UNAVAILABLE.", "refused: ECR cannot say what is in aaaaaaaaaaaa: FINDINGS_UNAVAILABLE." },
        { "LIMIT_EXCEEDED", "refused: ECR cannot say what is in aaaaaaaaaaaa: LIMIT_EXCEEDED.", "refused: ECR cannot say what is in aaaaaaaaaaaa: LIMIT_EXCEEDED." },
        { "IMAGE_ARCHIVED", "refused: ECR cannot say what is in aaaaaaaaaaaa: IMAGE_ARCHIVED.", "refused: ECR cannot say what is in aaaaaaaaaaaa: IMAGE_ARCHIVED." },
    };

    [Theory]
    [MemberData(nameof(Statuses))]
    [InlineData("QUEUED", "refused: ECR's scan of aaaaaaaaaaaa has the unknown status QUEUED.", "refused: ECR's scan of aaaaaaaaaaaa has the unknown status QUEUED.")]
    [InlineData(null, "refused: ECR's scan of aaaaaaaaaaaa has no status.", "refused: ECR's scan of aaaaaaaaaaaa has no status.")]
    public void Each_status_has_its_decision(string? status, string withResults, string without)
    {
        Assert.Equal(withResults, Decide(Clean with { Status = status }));
        Assert.Equal(without, Decide(new ScanObservation { Exists = true, Status = status }));
    }

    [Fact]
    public void No_status_of_the_SDK_is_missing_from_the_table() => Assert.Equal(Constants(typeof(ScanStatus)), Statuses.Select(row => (string)row[0]).Order(StringComparer.Ordinal));

    [Fact]
    public void No_severity_of_the_SDK_is_unknown() => Assert.All(Constants(typeof(FindingSeverity)), name =>
        Assert.DoesNotContain("refused", Decide(Clean with { Counts = Counts(name), Findings = [Found(name)] }), StringComparison.Ordinal));

    [Theory]
    [InlineData(Severity.High, "HIGH", false)]
    [InlineData(Severity.High, "CRITICAL", false)]
    [InlineData(Severity.High, "MEDIUM", true)]
    [InlineData(Severity.Critical, "HIGH", true)]
    [InlineData(Severity.Low, "LOW", false)]
    [InlineData(Severity.Low, "UNDEFINED", true)]
    [InlineData(Severity.Low, "UNTRIAGED", true)]
    [InlineData(Severity.Undefined, "UNTRIAGED", false)]
    public void A_finding_at_or_above_the_limit_blocks(Severity failOn, string found, bool passes) =>
        Assert.Equal(passes ? "passed" : $"blocked: CVE-{found}", Decide(Clean with { Counts = Counts(found), Findings = [Found(found)] }, failOn));

    public static TheoryData<string, ScanObservation, string> Untrusted => new()
    {
        { "a CRITICAL finding that is not counted", Clean with { Findings = [Found("CRITICAL")] }, "ECR counts no findings in aaaaaaaaaaaa, but lists 1 critical." },
        { "findings without any counts", Clean with { Counts = null, Findings = [Found("CRITICAL")] }, "ECR lists 1 findings of aaaaaaaaaaaa and counts none." },
        { "findings before they are counted or completed", new() { Exists = true, Status = "ACTIVE", Findings = [Found("CRITICAL")] }, "ECR lists 1 findings of aaaaaaaaaaaa and counts none." },
        { "a count without its finding", Clean with { Counts = Counts("CRITICAL") }, "ECR counts 1 critical in aaaaaaaaaaaa, but lists no findings." },
        { "a finding milder than its count", Clean with { Counts = Counts("HIGH"), Findings = [Found("LOW")] }, "ECR counts 1 high in aaaaaaaaaaaa, but lists 1 low." },
        { "an unknown severity in the counts", Clean with { Counts = Counts("SEVERE"), Findings = [Found("SEVERE")] }, "ECR counts 1 findings of the unknown severity SEVERE in aaaaaaaaaaaa." },
        { "an unknown severity of which there are none", Clean with { Counts = new Dictionary<string, int> { ["SEVERE"] = 0 } }, "ECR counts 0 findings of the unknown severity SEVERE in aaaaaaaaaaaa." },
        { "an unknown severity in the findings", Clean with { Counts = Counts("LOW"), Findings = [Found("SEVERE")] }, "ECR's finding CVE-SEVERE in aaaaaaaaaaaa has the unknown severity SEVERE." },
        { "a known severity in another case", Clean with { Counts = Counts("LOW"), Findings = [Found("low")] }, "ECR's finding CVE-low in aaaaaaaaaaaa has the unknown severity low." },
        { "a finding without severity", Clean with { Counts = Counts("LOW"), Findings = [new("CVE-1", null, null, [], null)] }, "ECR's finding CVE-1 in aaaaaaaaaaaa has no severity." },
        { "a count below zero", Clean with { Counts = new Dictionary<string, int> { ["LOW"] = -1 } }, "ECR counts -1 findings of severity LOW in aaaaaaaaaaaa." },
        { "an unknown status of a finding", Clean with { Counts = Counts("LOW"), Findings = [Found("LOW", "IGNORED")] }, "ECR's finding CVE-LOW in aaaaaaaaaaaa has the unknown status IGNORED." },
        { "a contradiction", Clean with { Contradiction = "it is on sha256:b" }, "ECR's answer on aaaaaaaaaaaa contradicts itself: it is on sha256:b." },
    };

    [Theory]
    [MemberData(nameof(Untrusted))]
    public void What_cannot_be_trusted_is_refused_by_name(string what, ScanObservation seen, string expected) => Assert.Equal((what, "refused: " + expected), (what, Decide(seen)));

    // botocore inspector2 FindingStatus. Of what ECR counts nothing is documented, so its counts decide.
    [Theory]
    [InlineData("ACTIVE", 1, "blocked: CVE-HIGH")]
    [InlineData("SUPPRESSED", 1, "blocked: CVE-HIGH")]
    [InlineData("SUPPRESSED", 0, "passed")]
    [InlineData("CLOSED", 1, "blocked: CVE-HIGH")]
    [InlineData("CLOSED", 0, "passed")]
    [InlineData("ACTIVE", 0, "refused: ECR counts no findings in aaaaaaaaaaaa, but lists 1 high.")]
    public void What_is_suppressed_blocks_as_long_as_ECR_counts_it(string status, int count, string expected) =>
        Assert.Equal(expected, Decide(Clean with { Status = "ACTIVE", Counts = new Dictionary<string, int> { ["HIGH"] = count }, Findings = [Found("HIGH", status)] }));

    [Fact]
    public void Results_without_counts_are_waited_for() =>
        Assert.Equal("wait: it is ACTIVE, but has no findingSeverityCounts and so no results yet", Decide(Clean with { Status = "ACTIVE", Counts = null }));

    [Fact]
    public void Findings_that_change_while_they_are_read_are_read_again() => Assert.Equal("wait: its findings change while they are read", Decide(Clean with { Changed = true }));

    [Fact]
    public void Where_there_is_no_scan_one_is_asked_for() => Assert.Equal("start", Decide(ScanObservation.None));

    [Fact]
    public void Blocking_findings_come_worst_first_with_what_and_where_fixed()
    {
        var decision = ScanGate.Decide(Samples.Digest, Severity.High, Clean with
        {
            Counts = new Dictionary<string, int> { ["HIGH"] = 1, ["CRITICAL"] = 1, ["LOW"] = 1 },
            Findings =
            [
                new("CVE-2", "HIGH", null, [new("zlib1g", "1.2.13", null)], null),
                new("CVE-3", "LOW", null, [new("tzdata", "1", null)], null),
                new("CVE-1", "CRITICAL", null, [new("libssl3", "3.0.1", "3.0.9")], null),
            ],
        });
        var lines = ScanGate.Table(Assert.IsType<ScanDecision.Decided>(decision).Verdict).Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Matches("Critical +CVE-1 +libssl3 +3.0.1 +3.0.9", lines[1]);
        Assert.Matches("High +CVE-2 +zlib1g +1.2.13 +no fix yet", lines[2]);
    }

    [Theory]
    [InlineData("high", Severity.High)]
    [InlineData("CRITICAL", Severity.Critical)]
    [InlineData("Undefined", Severity.Undefined)]
    public void Severities_are_read_in_any_case(string text, Severity expected) => Assert.Equal(expected, ScanGate.Parse(text));

    [Theory]
    [InlineData("severe")]
    [InlineData("7")]
    [InlineData("3")]
    [InlineData("low, high")]
    [InlineData(" high")]
    [InlineData("")]
    public void Another_word_is_refused_with_the_choices(string text) =>
        Assert.Contains("critical", Assert.Throws<PipelineException>(() => ScanGate.Parse(text)).Message, StringComparison.Ordinal);

    private static Dictionary<string, int> Counts(string severity) => new() { [severity] = 1 };

    private static ObservedFinding Found(string severity, string? status = null) => new("CVE-" + severity, severity, status, [], null);

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.FieldType == type).Select(field => field.GetValue(null)!.ToString()!).Order(StringComparer.Ordinal);

    private static string Decide(ScanObservation seen, Severity failOn = Severity.High) => ScanGate.Decide(Samples.Digest, failOn, seen) switch
    {
        ScanDecision.Start => "start",
        ScanDecision.Wait wait => "wait: " + wait.Reason,
        ScanDecision.Refuse refuse => "refused: " + refuse.Cause,
        ScanDecision.Decided { Verdict.Passed: true } => "passed",
        ScanDecision.Decided decided => "blocked: " + string.Join(", ", decided.Verdict.Blocking.Select(finding => finding.Name)),
        var other => other.ToString(),
    };
}
