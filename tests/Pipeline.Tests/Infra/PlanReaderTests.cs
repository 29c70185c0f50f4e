using System.Text.Json.Nodes;
using Notejam.Pipeline.Infra;

namespace Notejam.Pipeline.Tests.Infra;

public sealed class PlanReaderTests
{
    [Fact]
    public void Changes_are_read_and_reads_of_data_sources_are_none()
    {
        var plan = PlanReader.Read("region", "eu-central-1", Messages(
            """{"type":"planned_change","change":{"resource":{"addr":"aws_vpc.this"},"action":"create"}}""",
            """{"type":"planned_change","change":{"resource":{"addr":"data.aws_iam_policy_document.x"},"action":"read"}}""",
            """{"type":"planned_change","change":{"resource":{"addr":"aws_db_instance.this"},"action":"replace"}}""",
            """{"type":"resource_drift","change":{"resource":{"addr":"aws_lb.this"},"action":"update"}}""",
            """{"type":"outputs","outputs":{"url":{"action":"noop"}}}"""), "p");
        Assert.Equal(["aws_vpc.this", "aws_db_instance.this"], plan.Changes.Select(change => change.Address));
        Assert.Equal((2, 0, 1), (plan.Added, plan.Changed, plan.Destroyed));
        Assert.False(plan.OutputsChange);
    }

    [Fact]
    public void No_message_of_a_change_is_an_empty_plan() =>
        Assert.True(PlanReader.Read("region", "eu-central-1", Messages("""{"type":"version"}""", """{"type":"outputs","outputs":{"url":{"action":"noop"}}}"""), "p").IsEmpty);

    [Fact]
    public void A_changed_output_is_a_change() =>
        Assert.False(PlanReader.Read("region", "eu-central-1", Messages("""{"type":"outputs","outputs":{"url":{"action":"update"}}}"""), "p").IsEmpty);

    [Fact]
    public void The_numbers_of_an_apply_are_those_at_its_end() => Assert.Equal((3, 1, 2), PlanReader.ReadApplied(Messages(
        """{"type":"change_summary","changes":{"add":9,"change":9,"remove":9,"operation":"plan"}}""",
        """{"type":"change_summary","changes":{"add":3,"change":1,"remove":2,"operation":"apply"}}""")));

    private static IEnumerable<JsonObject> Messages(params string[] lines) => lines.Select(line => (JsonObject)JsonNode.Parse(line)!);
}
