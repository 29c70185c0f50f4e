using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Tools;

public sealed class EarlyWorkTests
{
    private readonly TaskCompletionSource<int> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly EarlyWork<int> _work;
    private int _begun;

    public EarlyWorkTests() => _work = new(async cancellation =>
    {
        Interlocked.Increment(ref _begun);
        return await _end.Task.WaitAsync(cancellation);
    });

    [Fact]
    public async Task It_is_done_once_whoever_begins_it()
    {
        _work.Begin(default);
        _work.Begin(default);
        var (first, second) = (_work.EnsureAsync(default), _work.EnsureAsync(default));
        Assert.True(_work.IsUnderWay);

        _end.SetResult(3);

        Assert.Equal((3, 3), (await first, await second));
        Assert.False(_work.IsUnderWay);
        Assert.Equal(1, _begun);
    }

    [Fact]
    public async Task What_goes_wrong_is_told_to_who_needs_it_and_to_nobody_else()
    {
        _work.Begin(default);
        _end.SetException(new InvalidOperationException("no"));
        await _work.SettleAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => _work.EnsureAsync(default));
    }

    [Fact]
    public async Task An_interrupted_run_interrupts_it()
    {
        using var run = new CancellationTokenSource();
        _work.Begin(run.Token);
        await run.CancelAsync();
        await _work.SettleAsync();

        Assert.False(_work.IsUnderWay);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _work.EnsureAsync(default));
    }

    [Fact]
    public async Task What_was_not_begun_is_not_waited_for()
    {
        await _work.SettleAsync();

        Assert.Equal(0, _begun);
    }
}
