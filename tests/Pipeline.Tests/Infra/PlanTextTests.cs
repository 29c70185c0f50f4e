using Notejam.Pipeline.Infra;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Tests.Infra;

public sealed class PlanTextTests
{
    [Fact]
    public void A_plan_is_told_by_what_happens_to_each_resource_and_why() => Assert.Equal(
    [
        "region: 2 added",
        "  + a.one",
        "  + b.two",
        "region: 1 changed",
        "  ~ c.three (cpu, memory)",
        "region: 1 replaced",
        "  -/+ d.four (because of engine)",
        "region: 1 destroyed",
        "  - e.five",
    ], PlanText.Lines(new PlanSummary("region", "eu-central-1",
        [new("e.five", "delete", []), new("d.four", "replace", ["engine"]), new("b.two", "create", []), new("a.one", "create", []), new("c.three", "update", ["cpu", "memory"])], [], false, "p")));

    [Fact]
    public void Outputs_alone_are_told_too() => Assert.Equal(["region: only outputs change"], PlanText.Lines(new PlanSummary("region", "eu-central-1", [], [], true, "p")));

    [Fact]
    public void Nothing_is_told_of_an_empty_plan() => Assert.Empty(PlanText.Lines(new PlanSummary("region", "eu-central-1", [], [], false, "p")));

    [Fact]
    public void Dangers_that_are_refused_stand_out()
    {
        Assert.Equal("DANGER: a.b is lost", PlanText.Line(new PlanDanger("a.b", "is lost", true)));
        Assert.Equal("mind: a.b is away", PlanText.Line(new PlanDanger("a.b", "is away", false)));
    }
}
