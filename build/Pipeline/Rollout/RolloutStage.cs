using Amazon.ECS;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Rollout;

/// <summary>Shifts the traffic to a release, blue-green, through CodeDeploy.</summary>
public sealed class RolloutStage(IAmazonECS ecs, Deployments deployments, DeploymentWatch watch, FirstRelease first, IStageLog log)
{
    private const string AllAtOnce = "CodeDeployDefault.ECSAllAtOnce";

    /// <summary>Runs the stage. The record is returned also when the release was rolled back: the caller keeps it and fails.</summary>
    /// <exception cref="ArgumentException">The verdict does not admit the digest.</exception>
    /// <exception cref="PipelineException">The rollout could not begin.</exception>
    public async Task<StageResult<Records.Rollout>> RunAsync(Records.Migration migration, ScanVerdict verdict, InfraOutputs infra, CancellationToken cancellationToken = default)
    {
        Records.Rollout.Admit(migration.Digest, verdict);
        var service = await ServiceState.ReadAsync(ecs, infra.ClusterName, infra.ServiceName, cancellationToken);
        var taskDefinition = migration.TaskDefinitionArn;
        if (service.TaskDefinitionArn == taskDefinition && service.IsSteady)
            return StageResult.Skipped(Record(null, RolloutOutcome.Unchanged, null), $"{Name(taskDefinition)} takes all traffic already, {service.Running} of {service.Desired} tasks run");

        var isFirst = service.IsEmpty;
        string? deploymentId = null;
        var end = new DeploymentEnd(RolloutOutcome.Live, null);
        if (service.TaskDefinitionArn != taskDefinition || !isFirst)
        {
            deploymentId = await deployments.CreateOrResumeAsync(taskDefinition, infra, isFirst ? AllAtOnce : null, cancellationToken);
            log.Info($"deployment {deploymentId} rolls out {Name(taskDefinition)}");
            end = await watch.WatchAsync(deploymentId, taskDefinition, infra, cancellationToken);
        }

        if (isFirst && end.Outcome == RolloutOutcome.Live) end = await first.ScaleUpAsync(taskDefinition, infra, cancellationToken);
        var record = Record(deploymentId, end.Outcome, end.Cause);
        return end.Outcome == RolloutOutcome.Live
            ? StageResult.Done(record, $"{Name(taskDefinition)} is live{(deploymentId is null ? "" : $" by {deploymentId}")}")
            : new StageResult<Records.Rollout>(record, StageOutcome.Failed, end.Cause ?? "the deployment failed");

        Records.Rollout Record(string? id, RolloutOutcome outcome, string? cause) => new(migration.Digest, verdict, taskDefinition, id, outcome, cause);
    }

    private static string Name(string arn) => arn[(arn.LastIndexOf('/') + 1)..];
}
