using Notejam.Sandbox.Elb.Health;
using Notejam.Sandbox.Elb.Model;

namespace Notejam.Sandbox.Elb.Traffic;

/// <summary>A target group in traffic: who is in it, who is healthy, whose turn it is.</summary>
internal sealed class TargetPool(string arn, HealthProber prober, TimeProvider clock)
{
    private static readonly TimeSpan UnusedPause = TimeSpan.FromSeconds(0.5);
    private readonly Lock _lock = new();
    private volatile PooledTarget[] _targets = [];
    private volatile PooledTarget[] _inTurn = [];
    private volatile HealthCheck _settings = new();
    private volatile bool _inUse;
    private int _turn = -1;

    public string Arn { get; } = arn;

    /// <summary>All targets, those that are leaving too.</summary>
    public IReadOnlyList<PooledTarget> Targets => _targets;

    /// <summary>Takes new settings; the next checks follow them.</summary>
    public void Configure(HealthCheck settings, bool inUse)
    {
        _settings = settings;
        _inUse = inUse;
    }

    /// <summary>Adds a target and begins to check it. One that is there stays; one that is leaving is replaced.</summary>
    public void Add(string address, int port)
    {
        var target = new PooledTarget(address, port);
        lock (_lock)
        {
            if (_targets.Any(other => other.Address == address && other.Port == port && other.Health != TargetHealth.Draining)) return;
            _targets = [.. _targets, target];
        }

        _ = CheckAsync(target);
    }

    /// <summary>Takes a target out of the turn; ends when its requests have, or after the delay.</summary>
    public async Task RemoveAsync(string address, int port, TimeSpan delay)
    {
        var target = _targets.FirstOrDefault(other => other.Address == address && other.Port == port && other.Health != TargetHealth.Draining);
        if (target is null) return;
        var idle = target.LeaveAsync();
        Sort();
        await Task.WhenAny(idle, Task.Delay(delay, clock));
        lock (_lock) _targets = [.. _targets.Where(other => other != target)];
    }

    /// <summary>The target whose turn it is, with the request counted in; null when there is none.</summary>
    public PooledTarget? Enter(IReadOnlyCollection<PooledTarget> except)
    {
        var inTurn = _inTurn;
        for (var attempt = 0; attempt < inTurn.Length; attempt++)
        {
            var target = inTurn[(int)((uint)Interlocked.Increment(ref _turn) % (uint)inTurn.Length)];
            if (!except.Contains(target) && target.TryEnter()) return target;
        }

        return null;
    }

    /// <summary>Ends all checking.</summary>
    public void Stop()
    {
        foreach (var target in _targets) _ = target.LeaveAsync();
        lock (_lock) _targets = [];
        Sort();
    }

    private async Task CheckAsync(PooledTarget target)
    {
        var stop = target.StopChecking;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var settings = _settings;
                if (!_inUse || !settings.Enabled)
                {
                    Change(target, _inUse ? TargetHealth.Unchecked : TargetHealth.Unused);
                    await Task.Delay(UnusedPause, clock, stop);
                    continue;
                }

                if (target.Health == TargetHealth.Unused) Change(target, TargetHealth.Registering);
                var probe = await prober.ProbeAsync(settings, target.Address, target.Port, stop);
                Change(target, target.Health.After(probe, settings));
                await Task.Delay(prober.Interval(settings), clock, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The target left.
        }
    }

    private void Change(PooledTarget target, TargetHealth health)
    {
        var turned = target.Health.State != health.State;
        target.Health = health;
        if (turned) Sort();
    }

    // Where no target is healthy, the sick ones are asked: Elastic Load Balancing fails open. New ones wait for their first check.
    private void Sort()
    {
        lock (_lock)
        {
            PooledTarget[] healthy = [.. _targets.Where(target => target.Health.IsHealthy)];
            _inTurn = healthy.Length > 0 ? healthy : [.. _targets.Where(target => target.Health.State == "unhealthy")];
        }
    }
}
