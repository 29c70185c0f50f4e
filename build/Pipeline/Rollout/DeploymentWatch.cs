using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tasks;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Tools.Waiting;

namespace Notejam.Pipeline.Rollout;

/// <summary>How a watched deployment ended.</summary>
/// <param name="Cause">Why it is not live; null when it is.</param>
public sealed record DeploymentEnd(RolloutOutcome Outcome, string? Cause);

/// <summary>Watches one deployment, by the id that CreateDeployment returned, until it is live or the old release is back.</summary>
public sealed class DeploymentWatch(IAmazonCodeDeploy codeDeploy, Deployments deployments, TaskEvidence evidence, HookEvidence hooks, TimeProvider time, IStageLog log)
{
    private static readonly TimeSpan RollbackPatience = TimeSpan.FromSeconds(60);

    // CodeDeploy waits an hour for new tasks, and a canary or a linear shift takes as long as its configuration says.
    private static readonly TimeSpan LongestDeployment = TimeSpan.FromHours(6);

    private readonly Polling _polling = new(time, log);

    /// <summary>Watches.</summary>
    /// <exception cref="PipelineException">Its end was not seen: it goes on.</exception>
    public async Task<DeploymentEnd> WatchAsync(string deploymentId, string taskDefinitionArn, InfraOutputs infra, CancellationToken cancellationToken)
    {
        var (lastLine, stopped, complained) = ("", false, false);
        DateTimeOffset? failedAt = null;
        var end = await _polling.FindAsync($"deployment {deploymentId}", LongestDeployment, LookAsync, cancellationToken)
            ?? throw new PipelineException($"{lastLine}, {LongestDeployment.TotalHours} hours after it was looked at first.", $"It goes on: run ./build.sh Rollout again to follow it, or stop it: aws deploy stop-deployment --deployment-id {deploymentId} --auto-rollback-enabled --region {infra.Region}");
        return RolloutDecisions.Decide(end) switch
        {
            RolloutDecision.Live => new DeploymentEnd(RolloutOutcome.Live, null),
            RolloutDecision.FollowRollback => await FollowAsync(end.RollbackDeploymentId!, await ExplainAsync(end, taskDefinitionArn, infra, cancellationToken), cancellationToken),
            _ => new DeploymentEnd(RolloutOutcome.Failed, await ExplainAsync(end, taskDefinitionArn, infra, cancellationToken)),
        };

        async Task<DeploymentSnapshot?> LookAsync(CancellationToken cancellation)
        {
            var snapshot = await DeploymentSnapshot.ReadAsync(codeDeploy, deploymentId, cancellation);
            if (Describe(snapshot) is var line && line != lastLine) log.Info(lastLine = line);
            switch (RolloutDecisions.Decide(snapshot))
            {
                case RolloutDecision.Live or RolloutDecision.FollowRollback:
                    return snapshot;
                case RolloutDecision.Ready:
                    await deployments.TryContinueAsync(deploymentId, DeploymentWaitType.READY_WAIT, cancellation);
                    return null;
                // The rollback is named a moment after the failure.
                case RolloutDecision.Failed:
                    return snapshot.Status is "Failed" or "Stopped" && time.GetUtcNow() - (failedAt ??= time.GetUtcNow()) < RollbackPatience ? null : snapshot;
                case RolloutDecision.Wait when !stopped:
                    stopped = await StopIfTasksDieAsync(snapshot, cancellation);
                    return null;
                default:
                    return null;
            }
        }

        async Task<bool> StopIfTasksDieAsync(DeploymentSnapshot snapshot, CancellationToken cancellation)
        {
            if (snapshot.StatusOf("Install") != "InProgress") return false;
            var (dead, problem) = await evidence.TryFindStoppedAsync(infra, taskDefinitionArn, snapshot.CreatedAt, cancellation);
            if (problem is not null && !complained) log.Warn($"whether new tasks die cannot be looked at ({problem}): CodeDeploy itself stops after an hour");
            complained |= problem is not null;
            if (!CircuitBreaker.Trips(snapshot, dead.Count)) return false;
            log.Warn($"{dead.Count} new tasks have died: stopping {snapshot.Id}, the engine rolls back");
            try
            {
                await codeDeploy.StopDeploymentAsync(new StopDeploymentRequest { DeploymentId = snapshot.Id, AutoRollbackEnabled = true }, cancellation);
            }
            catch (DeploymentAlreadyCompletedException)
            {
                // It has ended since it was looked at: the next look tells how.
            }

            return true;
        }
    }

    private async Task<DeploymentEnd> FollowAsync(string rollbackId, string cause, CancellationToken cancellationToken)
    {
        log.Info($"rollback {rollbackId} brings the old release back");
        DeploymentSnapshot? end;
        try
        {
            end = await _polling.FindAsync($"rollback {rollbackId}", LongestDeployment, async cancellation =>
            {
                var snapshot = await DeploymentSnapshot.ReadAsync(codeDeploy, rollbackId, cancellation);
                switch (RolloutDecisions.Decide(snapshot))
                {
                    case RolloutDecision.Wait:
                        return null;
                    case RolloutDecision.Ready:
                        await deployments.TryContinueAsync(rollbackId, DeploymentWaitType.READY_WAIT, cancellation);
                        return null;
                    default:
                        return snapshot;
                }
            }, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && Explanation.Of(exception) is { } explained)
        {
            return new DeploymentEnd(RolloutOutcome.Failed, $"{cause}\nThe rollback {rollbackId} was begun, and its end was not seen: {explained.Message}");
        }

        if (end is null) return new DeploymentEnd(RolloutOutcome.Failed, $"{cause}\nThe rollback {rollbackId} was begun, and has not ended after {LongestDeployment.TotalHours} hours.");
        return RolloutDecisions.Decide(end) == RolloutDecision.Live
            ? new DeploymentEnd(RolloutOutcome.RolledBack, cause)
            : new DeploymentEnd(RolloutOutcome.Failed, $"{cause}\nThe rollback {rollbackId} failed too: {end.Message ?? end.Status}");
    }

    private async Task<string> ExplainAsync(DeploymentSnapshot snapshot, string taskDefinitionArn, InfraOutputs infra, CancellationToken cancellationToken)
    {
        var reason = snapshot.Message ?? $"deployment {snapshot.Id} is {snapshot.Status}";
        // A hook that refused explains more than the healthy tasks that were stopped for it.
        if (await hooks.DescribeAsync(infra, snapshot, cancellationToken) is { } hook) return $"{reason}\n  {hook}";
        var (dead, problem) = await evidence.TryFindStoppedAsync(infra, taskDefinitionArn, snapshot.CreatedAt, cancellationToken);
        if (problem is not null) return $"{reason}\n  (its stopped tasks cannot be looked at: {problem})";
        // The engine stops healthy tasks too when it rolls back: prefer one that ended by itself.
        var told = dead.FirstOrDefault(task => task.StopCode?.Value is "EssentialContainerExited" or "TaskFailedToStart") ?? (dead.Count > 0 ? dead[^1] : null);
        if (told is null) return reason;
        var end = await evidence.DescribeAsync(infra, told, cancellationToken);
        return $"{reason}\n  {end}{(TaskHelp.Of(end, infra) is { } remedy ? $"\n  → {remedy}" : "")}";
    }

    private static string Describe(DeploymentSnapshot snapshot)
    {
        var current = snapshot.Events.LastOrDefault(item => item.Value is "InProgress" or "Succeeded" or "Failed");
        var step = current.Key is null ? snapshot.Status : $"{current.Key} {current.Value}";
        return $"{snapshot.Id}: {step}, new release takes {snapshot.GreenWeight:0} % of the traffic";
    }
}
