namespace Notejam.Sandbox.Ecs.Scheduling;

/// <summary>Wakes the scheduler: something has changed.</summary>
internal sealed class EcsSignal : IDisposable
{
    private readonly SemaphoreSlim _pulse = new(0, 1);

    /// <summary>Says that something has changed. Several pulses before the scheduler looks are one.</summary>
    public void Pulse()
    {
        try
        {
            _pulse.Release();
        }
        catch (SemaphoreFullException)
        {
            // It will look anyway.
        }
    }

    /// <summary>Waits for a pulse, at most so long.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => _pulse.WaitAsync(longest, cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _pulse.Dispose();
}
