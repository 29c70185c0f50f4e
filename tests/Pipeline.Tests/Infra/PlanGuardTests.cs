using Notejam.Pipeline.Infra;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Tests.Infra;

public sealed class PlanGuardTests
{
    private static readonly PlanSummary Plan = new("region", "eu-central-1", [],
    [
        new("module.database.aws_db_instance.this", "is destroyed: its data are lost", true),
        new("module.keys.aws_kms_key.this[\"logs\"]", "is destroyed: gone", true),
        new("module.edge.aws_lb.this", "is destroyed: away", false),
    ], false, "p");

    [Fact]
    public void A_plan_that_loses_data_is_refused_with_every_address_and_the_words_that_allow_it()
    {
        var refused = Assert.Throws<PipelineException>(() => new PlanGuard([]).Check(Plan));

        Assert.Contains("module.database.aws_db_instance.this is destroyed: its data are lost", refused.Cause, StringComparison.Ordinal);
        Assert.DoesNotContain("aws_lb", refused.Cause, StringComparison.Ordinal);
        Assert.Equal("If that is what you want: --allow-destroy 'module.database.aws_db_instance.this' 'module.keys.aws_kms_key.this[\"logs\"]'", refused.Remedy);
    }

    [Fact]
    public void Allowing_one_address_allows_no_other()
    {
        var refused = Assert.Throws<PipelineException>(() => new PlanGuard(["module.database.aws_db_instance.this"]).Check(Plan));
        Assert.DoesNotContain("aws_db_instance", refused.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_allowed_by_name_passes() =>
        new PlanGuard(["module.keys.aws_kms_key.this[\"logs\"]", "module.database.aws_db_instance.this"]).Check(Plan);
}
