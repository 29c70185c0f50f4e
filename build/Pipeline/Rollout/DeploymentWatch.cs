using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Rollout;

/// <summary>How a watched deployment ended.</summary>
/// <param name="Cause">Why it is not live; null when it is.</param>
public sealed record DeploymentEnd(RolloutOutcome Outcome, string? Cause);

/// <summary>Watches one deployment, by the id that CreateDeployment returned, until it is live or the old release is back.</summary>
public sealed class DeploymentWatch(IAmazonCodeDeploy codeDeploy, TaskEvidence evidence, HookEvidence hooks, TimeProvider time, IStageLog log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RollbackPatience = TimeSpan.FromSeconds(60);

    /// <summary>Watches.</summary>
    public async Task<DeploymentEnd> WatchAsync(string deploymentId, string taskDefinitionArn, InfraOutputs infra, CancellationToken cancellationToken)
    {
        var lastLine = "";
        var stopped = false;
        DateTimeOffset? failedAt = null;
        while (true)
        {
            var snapshot = await DeploymentSnapshot.ReadAsync(codeDeploy, deploymentId, cancellationToken);
            if (Describe(snapshot) is var line && line != lastLine) log.Info(lastLine = line);
            switch (RolloutDecisions.Decide(snapshot))
            {
                case RolloutDecision.Live:
                    return new DeploymentEnd(RolloutOutcome.Live, null);
                case RolloutDecision.Ready:
                    await ContinueAsync(deploymentId, cancellationToken);
                    break;
                case RolloutDecision.FollowRollback:
                    var cause = await ExplainAsync(snapshot, taskDefinitionArn, infra, cancellationToken);
                    return await FollowAsync(snapshot.RollbackDeploymentId!, cause, cancellationToken);
                // The rollback is named a moment after the failure.
                case RolloutDecision.Failed when snapshot.Status is "Failed" or "Stopped" && time.GetUtcNow() - (failedAt ??= time.GetUtcNow()) < RollbackPatience:
                    break;
                case RolloutDecision.Failed:
                    return new DeploymentEnd(RolloutOutcome.Failed, await ExplainAsync(snapshot, taskDefinitionArn, infra, cancellationToken));
                case RolloutDecision.Wait when !stopped:
                    stopped = await StopIfTasksDieAsync(snapshot, taskDefinitionArn, infra, cancellationToken);
                    break;
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private async Task ContinueAsync(string deploymentId, CancellationToken cancellationToken)
    {
        try
        {
            await codeDeploy.ContinueDeploymentAsync(new ContinueDeploymentRequest { DeploymentId = deploymentId, DeploymentWaitType = DeploymentWaitType.READY_WAIT }, cancellationToken);
        }
        catch (Exception exception) when (exception is DeploymentIsNotInReadyStateException or DeploymentAlreadyCompletedException)
        {
            // Somebody else has let it go on, or it has ended: the next look tells.
        }
    }

    private async Task<bool> StopIfTasksDieAsync(DeploymentSnapshot snapshot, string taskDefinitionArn, InfraOutputs infra, CancellationToken cancellationToken)
    {
        if (snapshot.StatusOf("Install") != "InProgress") return false;
        var dead = await evidence.FindStoppedAsync(infra, taskDefinitionArn, snapshot.CreatedAt, cancellationToken);
        if (!CircuitBreaker.Trips(snapshot, dead.Count)) return false;
        log.Warn($"{dead.Count} new tasks have died: stopping {snapshot.Id}, the engine rolls back");
        try
        {
            await codeDeploy.StopDeploymentAsync(new StopDeploymentRequest { DeploymentId = snapshot.Id, AutoRollbackEnabled = true }, cancellationToken);
        }
        catch (DeploymentAlreadyCompletedException)
        {
            // It has ended since it was looked at: the next look tells how.
        }

        return true;
    }

    private async Task<DeploymentEnd> FollowAsync(string rollbackId, string cause, CancellationToken cancellationToken)
    {
        log.Info($"rollback {rollbackId} brings the old release back");
        while (true)
        {
            var snapshot = await DeploymentSnapshot.ReadAsync(codeDeploy, rollbackId, cancellationToken);
            switch (RolloutDecisions.Decide(snapshot))
            {
                case RolloutDecision.Live:
                    return new DeploymentEnd(RolloutOutcome.RolledBack, cause);
                case RolloutDecision.Failed or RolloutDecision.FollowRollback:
                    return new DeploymentEnd(RolloutOutcome.Failed, $"{cause}\nThe rollback {rollbackId} failed too: {snapshot.Message ?? snapshot.Status}");
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private async Task<string> ExplainAsync(DeploymentSnapshot snapshot, string taskDefinitionArn, InfraOutputs infra, CancellationToken cancellationToken)
    {
        var reason = snapshot.Message ?? $"deployment {snapshot.Id} is {snapshot.Status}";
        // A hook that refused explains more than the healthy tasks that were stopped for it.
        if (await hooks.DescribeAsync(infra, snapshot, cancellationToken) is { } hook) return $"{reason}\n  {hook}";
        var dead = await evidence.FindStoppedAsync(infra, taskDefinitionArn, snapshot.CreatedAt, cancellationToken);
        // The engine stops healthy tasks too when it rolls back: prefer one that ended by itself.
        var told = dead.FirstOrDefault(task => task.StopCode?.Value is "EssentialContainerExited" or "TaskFailedToStart") ?? (dead.Count > 0 ? dead[^1] : null);
        return told is null ? reason : $"{reason}\n  {await evidence.DescribeAsync(infra, told, cancellationToken)}";
    }

    private static string Describe(DeploymentSnapshot snapshot)
    {
        var current = snapshot.Events.LastOrDefault(item => item.Value is "InProgress" or "Succeeded" or "Failed");
        var step = current.Key is null ? snapshot.Status : $"{current.Key} {current.Value}";
        return $"{snapshot.Id}: {step}, new release takes {snapshot.GreenWeight:0} % of the traffic";
    }
}
