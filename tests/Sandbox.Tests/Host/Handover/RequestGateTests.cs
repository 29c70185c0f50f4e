using Notejam.Sandbox.Host.Handover;

namespace Notejam.Sandbox.Tests.Host.Handover;

public sealed class RequestGateTests
{
    private readonly RequestGate _gate = new();

    [Fact]
    public async Task It_closes_when_the_last_request_is_out()
    {
        Assert.True(await _gate.EnterAsync(CancellationToken.None));
        Assert.True(await _gate.EnterAsync(CancellationToken.None));

        var closed = _gate.CloseAsync();
        _gate.Leave();
        Assert.False(closed.IsCompleted);
        _gate.Leave();
        await closed.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_request_that_comes_meanwhile_waits_and_is_the_successors()
    {
        await _gate.CloseAsync();
        var entered = _gate.EnterAsync(CancellationToken.None);
        Assert.False(entered.IsCompleted);

        _gate.HandOver();
        Assert.False(await entered.WaitAsync(TimeSpan.FromSeconds(5)));
        Assert.False(await _gate.EnterAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_client_that_leaves_does_not_wait()
    {
        await _gate.CloseAsync();
        using var left = new CancellationTokenSource();
        var entered = _gate.EnterAsync(left.Token);
        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => entered);
    }
}
