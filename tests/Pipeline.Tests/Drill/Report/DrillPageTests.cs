using System.Xml.Linq;
using Notejam.Pipeline.Drill.Report;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tests.Recovery;
using static Notejam.Pipeline.Tests.Recovery.RecoverySamples;

namespace Notejam.Pipeline.Tests.Drill.Report;

public sealed class DrillPageTests
{
    private const string Hostile = "<script>alert(1)</script> | \"quoted\" & more\nsecond line";

    [Fact]
    public void The_page_tells_all_that_the_report_does_and_loads_nothing()
    {
        var page = DrillPage.Html(Report(), [new DrillScreenshot("Notejam restored in eu-west-2", "iVBORw0KGgo=")], [Report(), Report() with { DrillId = "early", Outcome = DrillOutcome.Failed }]);
        foreach (var text in new[] { "Disaster-recovery drill of production", "abcde", "copyjob-1", "point → application", "restore and more", "one is missing", "early", "data:image/png;base64,iVBORw0KGgo=", "2.0 min" })
            Assert.Contains(text, page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page.Replace("http://balancer.example/", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<link", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_steps_and_checks_say_is_text_and_never_markup()
    {
        var report = Report() with { Checks = [CheckResult.Bad(Hostile, Hostile, Hostile)], Leftovers = [Hostile], Steps = [new RecoveryStep(Hostile, RecoveryStepOutcome.Failed, Now, 1, [], Hostile)] };
        var page = DrillPage.Html(report, [new DrillScreenshot(Hostile, "\"><script>")], []);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_timeline_is_well_formed_and_marks_the_critical_path()
    {
        var page = DrillPage.Html(Report(), [], []);
        var drawing = XElement.Parse(page[page.IndexOf("<svg", StringComparison.Ordinal)..(page.IndexOf("</svg>", StringComparison.Ordinal) + 6)]);
        var bars = drawing.Elements("rect").Select(bar => (string)bar.Attribute("class")!).ToList();
        Assert.Equal(["bar Done critical", "bar Failed", "bar Done critical"], bars);
        Assert.All(drawing.Elements("rect"), bar => Assert.InRange((double)bar.Attribute("x")! + (double)bar.Attribute("width")!, 220, 1000));
    }

    [Fact]
    public void In_markdown_a_cell_stays_a_cell()
    {
        var text = DrillText.Markdown(Report() with { Checks = [CheckResult.Bad("rows", Hostile, "look")] });
        Assert.Contains("| NG | rows | <script>alert(1)</script> \\| \"quoted\" & more second line | look |", text, StringComparison.Ordinal);
        Assert.Contains("| Serving (RTO) | 2.0 min | at most 60.0 min |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_drill_that_reached_nothing_has_a_page_too()
    {
        var page = DrillPage.Html(Report() with { RecoveryPointArn = null, Image = null, RpoSeconds = null, RtoSeconds = new RecoveryTimes(null, null, null), Steps = [], Url = null }, [], []);
        Assert.Contains("no recovery point", page, StringComparison.Ordinal);
        Assert.Contains("not reached", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg", page, StringComparison.Ordinal);
    }

    private static DrillReport Report() => new()
    {
        DrillId = "abcde",
        Environment = "production",
        PrimaryRegion = "eu-central-1",
        Region = "eu-west-2",
        Outcome = DrillOutcome.Passed,
        StartedAt = Now,
        Seconds = 200,
        RecoveryPointArn = PointArn,
        RpoSeconds = 30,
        RtoSeconds = new RecoveryTimes(60, 120, 90),
        Targets = Targets,
        CostUsd = 0.02m,
        Steps = [new("point", RecoveryStepOutcome.Done, Now, 20, [], "found"), new("image", RecoveryStepOutcome.Failed, Now, 5, [], "missing"), new("application", RecoveryStepOutcome.Done, Now.AddSeconds(20), 100, ["point"], "restore and more")],
        Checks = [CheckResult.Bad("rows", "one is missing", "restore another")],
        Leftovers = [],
        Url = new Uri("http://balancer.example/"),
    };
}
