using Notejam.Sandbox.Elb.Health;

namespace Notejam.Sandbox.Elb.Traffic;

/// <summary>A target in traffic: its health, and how many requests are at it.</summary>
internal sealed class PooledTarget(string address, int port) : IDisposable
{
    private readonly CancellationTokenSource _stopChecking = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _requests;
    private volatile bool _leaving;
    private volatile TargetHealth _health = TargetHealth.Registering;

    public string Address { get; } = address;

    public int Port { get; } = port;

    /// <summary>Where to send requests.</summary>
    public string Url { get; } = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"http://{address}:{port}");

    /// <summary>Ends the checking of this target.</summary>
    public CancellationToken StopChecking => _stopChecking.Token;

    public TargetHealth Health
    {
        get => _leaving ? TargetHealth.Draining : _health;
        set => _health = value;
    }

    /// <summary>Counts a request in, unless the target is leaving.</summary>
    public bool TryEnter()
    {
        // Counted first, looked at second: a target that begins to leave in between sees the request.
        Interlocked.Increment(ref _requests);
        if (!_leaving) return true;
        Exit();
        return false;
    }

    /// <summary>Counts a request out.</summary>
    public void Exit()
    {
        if (Interlocked.Decrement(ref _requests) == 0 && _leaving) _idle.TrySetResult();
    }

    /// <summary>Lets no further request in; ends when the last one has left.</summary>
    public Task LeaveAsync()
    {
        _leaving = true;
        _stopChecking.Cancel();
        if (Volatile.Read(ref _requests) == 0) _idle.TrySetResult();
        return _idle.Task;
    }

    /// <inheritdoc />
    public void Dispose() => _stopChecking.Dispose();
}
