using System.Text.Json.Nodes;
using Notejam.Pipeline.Infra;

namespace Notejam.Pipeline.Tests.Infra;

public sealed class PlanReaderTests
{
    [Theory]
    [InlineData("create", true)]
    [InlineData("update", true)]
    [InlineData("delete", true)]
    [InlineData("replace", true)]
    [InlineData("import", true)]
    [InlineData("read", false)]
    [InlineData("noop", false)]
    public void Messages_tell_whether_a_plan_changes_anything(string action, bool changes) =>
        Assert.Equal(changes, PlanReader.HasChanges(Messages($$$"""{"type":"planned_change","change":{"resource":{"addr":"a.b"},"action":"{{{action}}}"}}""")));

    [Fact]
    public void Drift_that_no_change_follows_is_no_change() =>
        Assert.False(PlanReader.HasChanges(Messages("""{"type":"resource_drift","change":{"resource":{"addr":"aws_lb.this"},"action":"update"}}""")));

    [Theory]
    [InlineData("""{"type":"outputs","outputs":{"url":{"action":"update"}}}""", true)]
    [InlineData("""{"type":"outputs","outputs":{"url":{"action":"noop"}}}""", false)]
    [InlineData("""{"type":"version"}""", false)]
    public void Messages_tell_whether_outputs_change(string message, bool changes) => Assert.Equal(changes, PlanReader.OutputsChange(Messages(message)));

    [Fact]
    public void Changes_are_read_from_the_plan_with_the_names_of_what_differs_and_never_its_values()
    {
        var plan = PlanReader.Read("region", "eu-central-1", Plan(
            """{"address":"aws_vpc.this","type":"aws_vpc","change":{"actions":["create"],"before":null,"after":{"cidr_block":"10.0.0.0/16"}}}""",
            """{"address":"aws_lb.this","type":"aws_lb","change":{"actions":["update"],"before":{"idle_timeout":60,"name":"n"},"after":{"idle_timeout":30,"name":"n"},"after_unknown":{"arn":true,"tags":{}}}}""",
            """{"address":"aws_db_instance.this","type":"aws_db_instance","change":{"actions":["delete","create"],"replace_paths":[["engine"],["tags","x"]]}}""",
            """{"address":"aws_eip.old","type":"aws_eip","change":{"actions":["delete"]}}""",
            """{"address":"aws_s3_bucket.this","type":"aws_s3_bucket","change":{"actions":["no-op"],"importing":{"id":"b"},"before":{},"after":{}}}""",
            """{"address":"aws_iam_role.same","type":"aws_iam_role","change":{"actions":["no-op"]}}""",
            """{"address":"data.aws_region.x","mode":"data","type":"aws_region","change":{"actions":["read"]}}"""), outputsChange: false, "p");

        Assert.Equal(["create aws_vpc.this ", "update aws_lb.this arn,idle_timeout", "replace aws_db_instance.this engine,tags.x", "delete aws_eip.old ", "update aws_s3_bucket.this "],
            plan.Changes.Select(change => $"{change.Action} {change.Address} {string.Join(',', change.Attributes)}"));
        Assert.Equal((2, 2, 2), (plan.Added, plan.Changed, plan.Destroyed));
        Assert.Equal(["aws_db_instance.this"], plan.Dangers.Select(danger => danger.Address));
    }

    [Fact]
    public void A_plan_that_was_not_read_because_nothing_changes_is_empty() => Assert.True(PlanReader.Read("region", "eu-central-1", [], outputsChange: false, "p").IsEmpty);

    [Fact]
    public void The_numbers_of_an_apply_are_those_at_its_end() => Assert.Equal((3, 1, 2), PlanReader.ReadApplied(Messages(
        """{"type":"change_summary","changes":{"add":9,"change":9,"remove":9,"operation":"plan"}}""",
        """{"type":"change_summary","changes":{"add":3,"change":1,"remove":2,"operation":"apply"}}""")));

    private static IEnumerable<JsonObject> Messages(params string[] lines) => lines.Select(line => (JsonObject)JsonNode.Parse(line)!);

    private static JsonObject Plan(params string[] resources) => new() { ["resource_changes"] = new JsonArray([.. resources.Select(resource => JsonNode.Parse(resource))]) };
}
