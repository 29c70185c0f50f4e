using Notejam.Sandbox.Ecs;
using Notejam.Sandbox.Scaling.Model;

namespace Notejam.Sandbox.Scaling.Acting;

/// <summary>Keeps every scalable service within its bounds and notes what it did.</summary>
internal sealed partial class Scaler(ScalingStore store, IServiceCapacity services, TimeProvider clock, ILogger<Scaler> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Looks at all targets once.</summary>
    public void Look()
    {
        foreach (var region in store.Regions)
        {
            foreach (var target in store.Read(region, state => state.Targets.Values.ToList()))
            {
                if (services.Find(region, target.Cluster, target.Service) is not { } service) continue;
                Settle(region, target, service);
                if (CapacityBounds.Decide(service, target.MinCapacity, target.MaxCapacity) is { } change) Change(region, target, service, change);
            }
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                Look();
            }
            catch (Exception error)
            {
                // The next look may go better; scaling is not worth the sandbox.
                LogFailed(error);
            }
        }
    }

    private void Change(string region, ScalableTarget target, ServiceCapacity service, CapacityChange change)
    {
        if (!services.Change(region, target.Cluster, target.Service, service.Desired, change.To)) return;
        LogScaled(target.ResourceId, service.Desired, change.To, change.Cause);
        store.Write(region, state =>
        {
            state.Begin(new ScalingActivity
            {
                Id = Guid.NewGuid().ToString(), ResourceId = target.ResourceId, Capacity = change.To, Cause = change.Cause, StartedAt = clock.GetUtcNow(),
            });
            return 0;
        });
    }

    private void Settle(string region, ScalableTarget target, ServiceCapacity service)
    {
        if (service.Running != service.Desired) return;
        bool Fulfilled(ScalingActivity activity) => activity.EndedAt is null && activity.ResourceId == target.ResourceId && activity.Capacity == service.Running;
        if (!store.Read(region, state => state.Activities.Exists(Fulfilled))) return;
        store.Write(region, state =>
        {
            foreach (var activity in state.Activities.Where(Fulfilled)) (activity.Status, activity.EndedAt) = ("Successful", clock.GetUtcNow());
            return 0;
        });
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Service} is scaled from {From} to {To}: {Cause}")]
    private partial void LogScaled(string service, int from, int to, string cause);

    [LoggerMessage(Level = LogLevel.Error, Message = "A look at the scalable services failed")]
    private partial void LogFailed(Exception error);
}
