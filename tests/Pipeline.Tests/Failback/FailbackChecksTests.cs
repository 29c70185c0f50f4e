using Notejam.Pipeline.Failback;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tests.Recovery;

namespace Notejam.Pipeline.Tests.Failback;

public sealed class FailbackChecksTests
{
    public static TheoryData<string, Func<Inventory, Inventory>, string[]> Homes => new()
    {
        { "the same", home => home, [] },
        { "a row is missing", home => home with { Tables = [new("notes", 119, "xx"), .. home.Tables.Skip(1)] }, ["rows", "content"] },
        { "a row is another", home => home with { Tables = [new("notes", 120, "xx"), .. home.Tables.Skip(1)] }, ["content"] },
        { "a table is missing", home => home with { Tables = [.. home.Tables.Skip(1)] }, ["rows"] },
        { "a table is too many", home => home with { Tables = [.. home.Tables, new("drafts", 0, "00")] }, ["rows"] },
        { "an older schema", home => home with { SchemaVersion = "20250101_Before" }, ["schema"] },
        { "the canary of another day", home => home with { NewestCanary = RecoverySamples.After }, ["canary"] },
    };

    [Theory]
    [MemberData(nameof(Homes))]
    public void Whatever_is_not_the_same_is_found_by_the_check_made_for_it(string _, Func<Inventory, Inventory> change, string[] bad)
    {
        var checks = FailbackChecks.Data(RecoverySamples.Inventory(), change(RecoverySamples.Inventory()));
        Assert.Equal(bad, checks.Where(check => check.Outcome == CheckOutcome.NG).Select(check => check.Name));
        Assert.Equal(4, checks.Length);
    }

    [Theory]
    [InlineData(127, 127, false, 0)]
    [InlineData(128, 127, true, 0)]
    [InlineData(140, 127, true, 12)]
    [InlineData(127, 127, true, 0)]
    public void Late_rows_are_those_that_are_newer_than_what_was_restored(int now, int restored, bool withCanaryAfter, int late)
    {
        var manifest = RecoverySamples.Manifest() with { CanaryAfter = withCanaryAfter ? RecoverySamples.After : null };
        Assert.Equal(late, FailbackChecks.LateRows(Rows(now), Rows(restored), manifest));
        Assert.Equal(late == 0 ? CheckOutcome.OK : CheckOutcome.WARN, FailbackChecks.Late(late, "kept").Outcome);
    }

    [Fact]
    public void Without_a_manifest_nobody_knows_what_is_late()
    {
        Assert.Null(FailbackChecks.LateRows(Rows(5), null, null));
        Assert.Equal(CheckOutcome.WARN, FailbackChecks.Late(null, "kept").Outcome);
    }

    [Theory]
    [InlineData("a@sha256:1", "b@sha256:1", CheckOutcome.OK)]
    [InlineData("a@sha256:1", "a@sha256:2", CheckOutcome.WARN)]
    public void The_release_is_told_by_its_digest(string home, string away, CheckOutcome expected) => Assert.Equal(expected, FailbackChecks.Release(home, away).Outcome);

    private static Inventory Rows(int count) => RecoverySamples.Inventory([new("notes", count, "aa")]);
}
