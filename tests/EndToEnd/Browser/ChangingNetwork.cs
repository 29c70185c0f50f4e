using Notejam.EndToEnd.Support;

namespace Notejam.EndToEnd.Browser;

/// <summary>Network interfaces of this machine that come and go until this is disposed of, as those of containers do.</summary>
internal sealed class ChangingNetwork : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _over = new();
    // A name of its own: a run that was killed may have left another.
    private readonly string _name = $"notejam-e2e-{Guid.NewGuid():N}";
    private readonly Task _changes;
    private volatile int _count;

    /// <summary>Begins at once.</summary>
    public ChangingNetwork() => _changes = Task.Run(ChangeAsync);

    /// <summary>Waits for one whole change that begins after now.</summary>
    public async Task ChangesAsync()
    {
        // The one under way may have begun before.
        var enough = _count + 2;
        using var late = new CancellationTokenSource(Patience);
        while (_count < enough)
        {
            if (_changes.IsFaulted) await _changes;
            await Task.Delay(20, late.Token);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _changes;
        _over.Dispose();
    }

    private async Task ChangeAsync()
    {
        while (!_over.IsCancellationRequested)
        {
            await Programs.RunAsync("docker", "network", "create", _name);
            await Programs.RunAsync("docker", "network", "rm", _name);
            _count++;
        }
    }
}
