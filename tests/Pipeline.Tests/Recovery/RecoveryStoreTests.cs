using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery.Journal;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Recovery;

public sealed class RecoveryStoreTests : IDisposable
{
    private readonly FakeS3 _s3 = new();

    public void Dispose() => _s3.Dispose();

    [Fact]
    public async Task A_drill_is_found_as_it_was_written()
    {
        var journal = Journal();
        journal.Note(new RecoveryStep("restore", RecoveryStepOutcome.Done, RecoverySamples.Now, 12.5, ["recovery point"], "done"), [CheckResult.Ok("restored instance", "as it should be")]);
        journal.Values["restore"] = "value";
        await Store().SaveAsync(journal, CancellationToken.None);
        var found = (await Store().FindAsync(CancellationToken.None))!;
        Assert.Equal(("abcde", RecoverySamples.Now, RecoverySamples.Targets), (found.Id, found.StartedAt, found.Targets));
        Assert.Equal(("restore", 12.5, "recovery point"), (found.Steps[0].Name, found.Steps[0].Seconds, found.Steps[0].Needs[0]));
        Assert.Equal(journal.Checks, found.Checks);
        Assert.Equal("value", (string?)found.Values["restore"]);
    }

    [Fact]
    public async Task Of_two_runs_that_begin_a_drill_one_is_refused()
    {
        await Store().SaveAsync(Journal(), CancellationToken.None);
        var refused = await Assert.ThrowsAsync<PipelineException>(() => Store().SaveAsync(Journal(), CancellationToken.None));
        Assert.StartsWith("Another run works on the drills of production at the same time.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_write_whose_answer_was_lost_is_known_to_be_its_own(int earlier)
    {
        var (store, journal) = (Store(), Journal());
        for (var write = 0; write < earlier; write++) await store.SaveAsync(journal, CancellationToken.None);
        // The SDK sends it again, and S3 refuses what it has taken already.
        _s3.LostAnswers = 1;
        journal.Kept = true;
        await store.SaveAsync(journal, CancellationToken.None);
        journal.IsEnding = true;
        await store.SaveAsync(journal, CancellationToken.None);
        Assert.True((await Store().FindAsync(CancellationToken.None))! is { Kept: true, IsEnding: true });
    }

    [Fact]
    public async Task A_run_that_goes_on_with_a_drill_takes_it_over_from_the_one_before()
    {
        var first = Store();
        await first.SaveAsync(Journal(), CancellationToken.None);
        var second = Store();
        var journal = (await second.FindAsync(CancellationToken.None))!;
        journal.IsEnding = true;
        await second.SaveAsync(journal, CancellationToken.None);
        await Assert.ThrowsAsync<PipelineException>(() => first.SaveAsync(Journal(), CancellationToken.None));
        journal.Kept = true;
        await second.SaveAsync(journal, CancellationToken.None);
    }

    [Fact]
    public async Task An_ended_drill_makes_room_for_the_next()
    {
        var store = Store();
        await store.SaveAsync(Journal(), CancellationToken.None);
        await store.EndAsync(CancellationToken.None);
        Assert.Null(await Store().FindAsync(CancellationToken.None));
        await Store().SaveAsync(Journal(), CancellationToken.None);
    }

    [Fact]
    public void Ids_are_what_Terraform_takes_and_differ()
    {
        var ids = Enumerable.Range(0, 200).Select(_ => RecoveryStore.NewId()).ToList();
        Assert.All(ids, id => Assert.Matches("^[a-z][a-z0-9]{4}$", id));
        Assert.True(ids.Distinct().Count() > 195);
    }

    private RecoveryStore Store() => new(_s3.Client, "bucket", "production", RecoveryStore.Drills);

    private static RecoveryJournal Journal() => new() { Id = "abcde", StartedAt = RecoverySamples.Now, Targets = RecoverySamples.Targets };
}
