using Notejam.Pipeline.Records;
using Notejam.Pipeline.Scan;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Scan;

public sealed class ScanGateTests
{
    [Theory]
    [InlineData(Severity.High, Severity.High, 1, false)]
    [InlineData(Severity.High, Severity.Critical, 1, false)]
    [InlineData(Severity.High, Severity.Medium, 9, true)]
    [InlineData(Severity.High, Severity.High, 0, true)]
    [InlineData(Severity.Critical, Severity.High, 5, true)]
    [InlineData(Severity.Low, Severity.Low, 1, false)]
    [InlineData(Severity.Low, Severity.Undefined, 3, true)]
    public void A_finding_at_or_above_the_limit_blocks(Severity failOn, Severity found, int count, bool passes)
    {
        var verdict = ScanGate.Decide(Samples.Digest, failOn, new Dictionary<Severity, int> { [found] = count }, []);
        Assert.Equal(passes, verdict.Passed);
    }

    [Fact]
    public void The_counts_decide_also_when_the_list_of_findings_is_shorter() =>
        Assert.False(ScanGate.Decide(Samples.Digest, Severity.High, new Dictionary<Severity, int> { [Severity.Critical] = 1 }, []).Passed);

    [Fact]
    public void Blocking_findings_come_worst_first_with_what_and_where_fixed()
    {
        var verdict = ScanGate.Decide(Samples.Digest, Severity.High, new Dictionary<Severity, int> { [Severity.High] = 1, [Severity.Critical] = 1, [Severity.Low] = 1 },
        [
            new("CVE-2", Severity.High, "zlib1g", "1.2.13", null, null),
            new("CVE-3", Severity.Low, "tzdata", "1", null, null),
            new("CVE-1", Severity.Critical, "libssl3", "3.0.1", "3.0.9", null),
        ]);
        var lines = ScanGate.Table(verdict).Split('\n');
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
    [InlineData("")]
    public void Another_word_is_refused_with_the_choices(string text) =>
        Assert.Contains("critical", Assert.Throws<PipelineException>(() => ScanGate.Parse(text)).Message, StringComparison.Ordinal);
}
