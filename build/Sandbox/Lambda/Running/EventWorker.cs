using System.Collections.Concurrent;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Lambda.Api;
using Notejam.Sandbox.Lambda.Model;

namespace Notejam.Sandbox.Lambda.Running;

/// <summary>Runs functions for events that were accepted: at once, and when that fails after one minute and after two more.</summary>
internal sealed partial class EventWorker(
    LambdaStore store, Functions functions, FunctionPool pool, Destinations destinations, SandboxOptions options, TimeProvider time, ILogger<EventWorker> log)
    : BackgroundService
{
    private const int UsualRetries = 2;
    private const int UsualAge = 6 * 3600;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentDictionary<string, bool> _running = new();

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = time.GetUtcNow();
            foreach (var region in store.Regions)
                foreach (var due in store.Read(region, state => state.Events.Where(item => item.DueAt <= now).ToList()))
                    if (_running.TryAdd(due.Id, true)) _ = RunAsync(region, due, stoppingToken);
        }
    }

    private async Task RunAsync(string region, QueuedEvent item, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            // The list of those that are due is a moment old: another run may have dealt with it meanwhile.
            if (!store.Read(region, state => state.Events.Exists(queued => queued.Id == item.Id))) return;
            var reference = new FunctionReference(item.FunctionName, null, item.Qualifier);
            var target = functions.Find(region, reference);
            var outcome = await pool.InvokeAsync(
                target, new Invocation { RequestId = item.Id, FunctionArn = target.QualifiedArn, Payload = item.Payload }, cancellationToken);
            // A function that was ended with the sandbox has not failed.
            cancellationToken.ThrowIfCancellationRequested();
            var isOver = outcome.FunctionError is null ? Forget(region, item) : Postpone(region, item, failed: true);
            if (isOver) await destinations.TellAsync(region, target, item, ConfigOf(region, item), outcome, cancellationToken);
        }
        catch (AwsException error) when (error.Status == StatusCodes.Status429TooManyRequests)
        {
            Postpone(region, item, failed: false);
        }
        catch (AwsException)
        {
            // The function is gone.
            Forget(region, item);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The sandbox ends; its successor runs it again.
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(error, item.FunctionName);
            Postpone(region, item, failed: true);
        }
        finally
        {
            _running.TryRemove(item.Id, out _);
        }
    }

    private bool Forget(string region, QueuedEvent item) => store.Write(region, state => state.Events.RemoveAll(kept => kept.Id == item.Id) > 0);

    private bool Postpone(string region, QueuedEvent item, bool failed) => store.Write(region, state =>
    {
        if (state.Events.Find(kept => kept.Id == item.Id) is not { } queued) return false;
        var config = ConfigOf(state, item);
        if (failed) item.Failures = ++queued.Failures;
        queued.DueAt = time.GetUtcNow() + (TimeSpan.FromMinutes(Math.Max(1, queued.Failures)) / options.TimeScale);
        var isTooOld = queued.DueAt - queued.AcceptedAt > TimeSpan.FromSeconds(config?.AgeSeconds ?? UsualAge) / options.TimeScale;
        return (queued.Failures > (config?.Retries ?? UsualRetries) || isTooOld) && state.Events.Remove(queued);
    });

    private EventInvokeConfig? ConfigOf(string region, QueuedEvent item) => store.Read(region, state => ConfigOf(state, item));

    private static EventInvokeConfig? ConfigOf(LambdaRegion state, QueuedEvent item) =>
        state.Functions.GetValueOrDefault(item.FunctionName)?.EventConfigs.GetValueOrDefault(item.Qualifier ?? "");

    [LoggerMessage(Level = LogLevel.Error, Message = "An event for {Function} could not be delivered")]
    private partial void LogFailed(Exception error, string function);
}
