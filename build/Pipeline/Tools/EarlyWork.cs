namespace Notejam.Pipeline.Tools;

/// <summary>Work of a stage that depends on nothing the stages before it do: begun ahead of time it goes on beside them, and is done once a run.</summary>
public sealed class EarlyWork<T>(Func<CancellationToken, Task<T>> work)
{
    private Task<T>? _begun;

    /// <summary>Whether it was begun and goes on.</summary>
    public bool IsUnderWay => _begun is { IsCompleted: false };

    /// <summary>Begins it in the background, unless it was begun before; what goes wrong there is thrown by <see cref="EnsureAsync" />.</summary>
    public void Begin(CancellationToken cancellationToken) => _begun ??= Task.Run(() => work(cancellationToken), cancellationToken);

    /// <summary>Waits until it is done; it is begun now if it was not before.</summary>
    public Task<T> EnsureAsync(CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        return _begun!;
    }

    /// <summary>Lets what was begun come to its end, good or bad, for a run that ends before it needs it.</summary>
    public async Task SettleAsync()
    {
        if (_begun is { } begun) await ((Task)begun).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
