using Notejam.Sandbox.Daemon.Handover;
using Notejam.Sandbox.Host.Handover;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Daemon.Handover;

public sealed class PredecessorTests
{
    [Fact]
    public async Task One_that_answers_already_but_does_not_wait_for_a_successor_yet_is_waited_for()
    {
        using var folder = new TemporaryFolder();
        using var predecessor = new Predecessor(folder.Options, new ListeningSockets(), TimeProvider.System);
        var finding = predecessor.FindAsync(default);
        await Task.Delay(200);
        Assert.False(finding.IsCompleted);

        using var listener = HandoverSocket.Listen(folder.Path);
        await finding;
        Assert.True(predecessor.IsThere);
    }

    [Fact]
    public async Task One_that_never_does_is_not_waited_for_long()
    {
        using var folder = new TemporaryFolder();
        using var predecessor = new Predecessor(folder.Options, new ListeningSockets(), TimeProvider.System);
        await predecessor.FindAsync(default).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(predecessor.IsThere);
    }
}
