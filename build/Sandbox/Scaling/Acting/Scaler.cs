using Notejam.Sandbox.Ecs;
using Notejam.Sandbox.Scaling.Model;

namespace Notejam.Sandbox.Scaling.Acting;

/// <summary>Keeps every scalable service within its bounds, follows its policies, and notes what was done.</summary>
internal sealed partial class Scaler(ScalingStore store, IServiceCapacity services, PolicyReader policies, TimeProvider clock, ILogger<Scaler> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Metrics come every ten seconds.
    private const int LooksPerTracking = 10;
    private int _looks;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var tracks = ++_looks % LooksPerTracking == 0;
            foreach (var region in store.Regions)
                foreach (var target in store.Read(region, state => state.Targets.Values.ToList()))
                    await TryAsync(region, target, tracks, stoppingToken);
        }
    }

    private async Task TryAsync(string region, ScalableTarget target, bool tracks, CancellationToken cancellationToken)
    {
        try
        {
            if (services.Find(region, target.Cluster, target.Service) is not { } service) return;
            Settle(region, target, service);
            var change = CapacityBounds.Decide(service, target.MinCapacity, target.MaxCapacity);
            if (change is null && tracks && service.Desired > 0) change = await TrackAsync(region, target, service, cancellationToken);
            if (change is not null) Change(region, target, service, change);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The next look may go better, and the other services are not to blame.
            LogFailed(error, target.ResourceId);
        }
    }

    private async Task<CapacityChange?> TrackAsync(string region, ScalableTarget target, ServiceCapacity service, CancellationToken cancellationToken)
    {
        var own = target.Policies.Values.ToList();
        if (own.Count == 0) return null;
        var now = clock.GetUtcNow();
        var limits = new TrackingLimits(
            target.MinCapacity, target.MaxCapacity, now - target.ScaledOutAt, now - target.ScaledInAt, target.ScaleOutSuspended, target.ScaleInSuspended);
        return TargetTracking.Decide(service, limits, await policies.ReadAsync(region, target, own, cancellationToken));
    }

    private void Change(string region, ScalableTarget target, ServiceCapacity service, CapacityChange change)
    {
        // Under one lock: whoever sees the new count finds the activity that made it.
        var isChanged = store.Write(region, state =>
        {
            if (!state.Targets.TryGetValue(target.ResourceId, out var kept) || !services.Change(region, target.Cluster, target.Service, service.Desired, change.To)) return false;
            if (change.To > service.Desired) kept.ScaledOutAt = clock.GetUtcNow();
            else kept.ScaledInAt = clock.GetUtcNow();
            state.Begin(new ScalingActivity
            {
                Id = Guid.NewGuid().ToString(), ResourceId = target.ResourceId, Capacity = change.To, Cause = change.Cause, StartedAt = clock.GetUtcNow(),
            });
            return true;
        });
        if (isChanged) LogScaled(target.ResourceId, service.Desired, change.To, change.Cause);
    }

    private void Settle(string region, ScalableTarget target, ServiceCapacity service)
    {
        if (service.Running != service.Desired) return;
        bool Fulfilled(ScalingActivity activity) => activity.EndedAt is null && activity.ResourceId == target.ResourceId && activity.Capacity == service.Running;
        if (!store.Read(region, state => state.Activities.Exists(Fulfilled))) return;
        store.Write(region, state =>
        {
            foreach (var activity in state.Activities.Where(Fulfilled)) (activity.Status, activity.EndedAt) = ("Successful", clock.GetUtcNow());
        });
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Service} is scaled from {From} to {To}: {Cause}")]
    private partial void LogScaled(string service, int from, int to, string cause);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Service} was not scaled")]
    private partial void LogFailed(Exception error, string service);
}
