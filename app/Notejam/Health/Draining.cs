using Notejam.Configuration;

namespace Notejam.Health;

/// <summary>
/// The way out after SIGTERM: readiness fails at once, and for a while new requests are still served, until load balancers
/// have noticed. After that the server takes no more, finishes what is under way and ends.
/// </summary>
public sealed class Draining(DrainOptions options, TimeProvider time, ILogger<Draining> logger) : IHostedLifecycleService
{
    private volatile bool hasBegun;

    /// <summary>Whether the task is on its way out.</summary>
    public bool HasBegun => hasBegun;

    /// <inheritdoc />
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        hasBegun = true;
        logger.LogInformation("Stopping: not ready from now on, serving for another {Seconds} s", options.Delay.TotalSeconds);
        await Task.Delay(options.Delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
