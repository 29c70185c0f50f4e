using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Records;

public sealed class RecordTests
{
    [Theory]
    [InlineData("")]
    [InlineData("sha256:abc")]
    [InlineData("sha256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("md5:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void A_digest_is_sha256_and_64_lower_case_digits(string text) => Assert.Throws<ArgumentException>(() => new Digest(text));

    [Fact]
    public void A_revision_of_something_else_than_object_ids_is_refused() =>
        Assert.Throws<ArgumentException>(() => new SourceRevision("main", new string('2', 40), false));

    [Fact]
    public void A_test_run_of_nothing_is_no_report() => Assert.Throws<ArgumentException>(() => new TestReport("unit", 0, 0, 0, []));

    [Fact]
    public void An_image_was_built_or_found() => Assert.Throws<ArgumentException>(() => new Pipeline.Records.Image("c-1", null, null));

    [Fact]
    public void A_pushed_image_is_referred_to_by_digest_never_by_tag()
    {
        var image = new PushedImage("notejam", "127.0.0.1:4576/notejam", "c-1", Samples.Digest);
        Assert.Equal($"127.0.0.1:4576/notejam@{Samples.Digest}", image.Reference);
    }

    [Fact]
    public void A_rollout_refuses_the_verdict_of_another_digest()
    {
        var error = Assert.Throws<ArgumentException>(() => Pipeline.Records.Rollout.Admit(Samples.Digest, Samples.Verdict(Samples.OtherDigest)));
        Assert.Contains(Samples.OtherDigest.Value, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rollout_refuses_a_blocking_verdict() =>
        Assert.Throws<ArgumentException>(() => Pipeline.Records.Rollout.Admit(Samples.Digest, Samples.Verdict(Samples.Digest, high: 1)));

    [Fact]
    public void A_replaced_resource_counts_as_added_and_as_destroyed()
    {
        var plan = new PlanSummary("region", "eu-central-1", [new("a", "create", []), new("b", "replace", []), new("c", "update", []), new("d", "delete", [])], [], false, "x");
        Assert.Equal((2, 1, 2), (plan.Added, plan.Changed, plan.Destroyed));
        Assert.False(plan.IsEmpty);
    }

    [Fact]
    public void A_plan_that_only_changes_outputs_is_not_empty() => Assert.False(new PlanSummary("region", "eu-central-1", [], [], true, "x").IsEmpty);

    [Fact]
    public void A_plan_of_several_stacks_is_empty_when_all_are_and_names_those_that_are_not()
    {
        var empty = new PlanSummary("region", "eu-central-1", [], [], false, "x");
        var full = new PlanSummary("backup", "production", [new("a", "create", [])], [], false, "y");
        Assert.Equal("no change", new InfraPlan([empty, empty]).ToString());
        Assert.Equal("backup: 1 to add, 0 to change, 0 to destroy", new InfraPlan([empty, full]).ToString());
    }
}
