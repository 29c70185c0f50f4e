using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Scaling.Model;

namespace Notejam.Sandbox.Scaling.Acting;

/// <summary>Brings a target's policies together with what their metrics have been of late.</summary>
internal sealed class PolicyReader(MetricReader metrics, SandboxOptions options)
{
    private const int UsualCooldownSeconds = 300;

    /// <summary>The policies that can be followed. One whose metric has no values is among them: nothing is taken away unseen.</summary>
    public async Task<IReadOnlyList<TrackedPolicy>> ReadAsync(string region, ScalableTarget target, IReadOnlyList<ScalingPolicy> policies, CancellationToken cancellationToken)
    {
        // A value from before the last change says nothing about now.
        var changed = target.ScaledOutAt > (target.ScaledInAt ?? DateTimeOffset.MinValue) ? target.ScaledOutAt : target.ScaledInAt;
        var read = new List<TrackedPolicy>();
        foreach (var policy in policies.Where(policy => policy.Type == "TargetTrackingScaling"))
        {
            var configuration = policy.Configuration;
            if (TrackedMetric.Of(target, configuration) is not { } metric) continue;
            read.Add(new TrackedPolicy(
                policy.Name, metric.Name, configuration.Real("TargetValue")!.Value, await metrics.ReadAsync(region, metric, changed, cancellationToken),
                Cooldown(configuration.Number("ScaleOutCooldown")), Cooldown(configuration.Number("ScaleInCooldown")), configuration.Flag("DisableScaleIn") ?? false));
        }

        return read;
    }

    private TimeSpan Cooldown(int? seconds) => TimeSpan.FromSeconds(seconds ?? UsualCooldownSeconds) / options.TimeScale;
}
