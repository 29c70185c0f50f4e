using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery.Graph;
using Notejam.Pipeline.Recovery.Journal;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Recovery;

public sealed class StepGraphTests
{
    private readonly RecoveryJournal _journal = new() { Id = "abcde", StartedAt = RecoverySamples.Now, Targets = RecoverySamples.Targets };
    private readonly List<string> _ran = [];
    private int _saves;

    [Fact]
    public async Task Steps_that_do_not_need_each_other_run_side_by_side()
    {
        // Each waits until the other has begun: one after the other they would never end.
        TaskCompletionSource first = new(), second = new();
        Step<int> one = new("one", [], async _ => { first.SetResult(); await second.Task; return new StepEnd<int>(1, ""); });
        Step<int> two = new("two", [], async _ => { second.SetResult(); await first.Task; return new StepEnd<int>(2, ""); });
        Assert.True(await RunAsync(one, two));
    }

    [Fact]
    public async Task A_step_has_the_values_of_those_that_it_needs()
    {
        Step<int> one = new("one", [], _ => End(20));
        Step<int> two = new("two", [], _ => End(22));
        Step<int> sum = new("sum", [one, two], _ => End(one.Value + two.Value));
        Assert.True(await RunAsync(one, two, sum));
        Assert.Equal(42, sum.Value);
        Assert.Equal(["one", "two"], _journal.Steps.Single(step => step.Name == "sum").Needs);
    }

    [Fact]
    public async Task A_failure_stops_only_what_needs_it_and_is_told_with_its_cause()
    {
        Step<int> bad = new("bad", [], _ => throw new PipelineException("the key is disabled", "enable it"));
        Step<int> after = new("after", [bad], _ => End(1));
        Step<int> last = new("last", [after], _ => End(1));
        Step<int> beside = new("beside", [], _ => End(1));
        Assert.False(await RunAsync(bad, after, last, beside));
        Assert.Equal(["after Skipped: needs bad", "bad Failed: the key is disabled\n  → enable it", "beside Done: 1", "last Skipped: needs after"],
            _journal.Steps.Select(step => $"{step.Name} {step.Outcome}: {step.Says}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_done_is_not_done_again_and_what_failed_is()
    {
        var isWell = false;
        Step[] Steps()
        {
            Step<int> one = new("one", [], _ => Ran("one", 7));
            Step<int> two = new("two", [one], _ => isWell ? Ran("two", one.Value * 6) : throw new PipelineException("not yet"));
            return [one, two];
        }

        Assert.False(await RunAsync(Steps()));
        isWell = true;
        var again = Steps();
        Assert.True(await RunAsync(again));
        Assert.Equal(["one", "two"], _ran);
        Assert.Equal(42, ((Step<int>)again[1]).Value);
        Assert.All(_journal.Steps, step => Assert.Equal(RecoveryStepOutcome.Done, step.Outcome));
    }

    [Fact]
    public async Task A_step_is_in_the_journal_before_anything_follows_from_it()
    {
        Step<int> one = new("one", [], _ => End(1));
        var savedBefore = -1;
        Step<int> two = new("two", [one], _ =>
        {
            savedBefore = _saves;
            return End(2);
        });
        await RunAsync(one, two);
        Assert.Equal(1, savedBefore);
        Assert.Equal(2, _saves);
    }

    [Fact]
    public async Task An_interrupted_step_leaves_no_trace_so_that_it_is_done_again()
    {
        using var interrupt = new CancellationTokenSource();
        Step<int> slow = new("slow", [], async cancellation =>
        {
            await interrupt.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
            return new StepEnd<int>(1, "");
        });
        using var graph = Graph();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => graph.RunAsync([slow], interrupt.Token));
        Assert.Empty(_journal.Steps);
    }

    [Fact]
    public async Task A_bug_in_a_step_is_not_taken_for_a_finding()
    {
        Step<int> bug = new("bug", [], _ => throw new InvalidOperationException("a bug"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(bug));
    }

    private async Task<bool> RunAsync(params Step[] steps)
    {
        using var graph = Graph();
        return await graph.RunAsync(steps, CancellationToken.None);
    }

    private StepGraph Graph() => new(_journal, _ =>
    {
        _saves++;
        return Task.CompletedTask;
    }, new HurryingTime(), new SilentLog());

    private Task<StepEnd<int>> Ran(string name, int value)
    {
        _ran.Add(name);
        return End(value);
    }

    private static Task<StepEnd<int>> End(int value) => Task.FromResult(new StepEnd<int>(value, $"{value}"));
}
