namespace Notejam.Sandbox.Host.Handover;

/// <summary>Lets requests in, holds them while the gateway hands over, and sends them to the successor afterwards.</summary>
internal sealed class RequestGate
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _handedOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _closing;
    private int _inside;

    /// <summary>Whether a successor serves.</summary>
    public bool HasHandedOver => _handedOver.Task.IsCompleted;

    /// <summary>Counts a request in.</summary>
    /// <returns>False when it is the successor's; this is known only when that serves.</returns>
    public async Task<bool> EnterAsync(CancellationToken aborted)
    {
        lock (_lock)
        {
            if (_closing is null)
            {
                _inside++;
                return true;
            }
        }

        await _handedOver.Task.WaitAsync(aborted);
        return false;
    }

    /// <summary>Counts a request out.</summary>
    public void Leave()
    {
        lock (_lock)
            if (--_inside == 0) _closing?.TrySetResult();
    }

    /// <summary>Lets no further request in; ends when the last one is out.</summary>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            _closing ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_inside == 0) _closing.TrySetResult();
            return _closing.Task;
        }
    }

    /// <summary>Sends the requests that wait, and all further ones, to the successor.</summary>
    public void HandOver() => _handedOver.TrySetResult();
}
