using Amazon.ECS;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Rollout;

/// <summary>Shifts the traffic to a release, blue-green, through CodeDeploy.</summary>
public sealed class RolloutStage(IAmazonECS ecs, Deployments deployments, DeploymentWatch watch, FirstRelease first, TimeProvider time, IStageLog log)
{
    private const string AllAtOnce = "CodeDeployDefault.ECSAllAtOnce";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Runs the stage. The record is returned also when the release was rolled back: the caller keeps it and fails.</summary>
    /// <param name="failOn">The severity that blocks: a verdict that was laxer is none.</param>
    /// <exception cref="ArgumentException">The verdict does not admit the digest.</exception>
    /// <exception cref="PipelineException">The rollout could not begin.</exception>
    public async Task<StageResult<Records.Rollout>> RunAsync(Records.Migration migration, ScanVerdict verdict, Severity failOn, InfraOutputs infra, CancellationToken cancellationToken = default)
    {
        Records.Rollout.Admit(migration.Digest, verdict);
        if (verdict.FailOn > failOn)
            throw new PipelineException($"The verdict on {verdict.Digest.Short} lets pass what is below {verdict.FailOn}, but this run asks for {failOn}.", "Run ./build.sh Scan again, or give the same --fail-on.");
        var taskDefinition = migration.TaskDefinitionArn;
        // Which release serves says nothing while another deployment shifts the traffic.
        var active = await deployments.FindShiftingAsync(taskDefinition, infra, cancellationToken);
        var service = await ServiceState.ReadAsync(ecs, infra.ClusterName, infra.ServiceName, cancellationToken);
        if (service.TaskDefinitionArn == taskDefinition && !service.IsEmpty && active is null)
        {
            service = await WaitUntilSteadyAsync(service, infra, cancellationToken);
            return StageResult.Skipped(Record(null, RolloutOutcome.Unchanged, null), $"{Name(taskDefinition)} takes all traffic already, {service.Running} of {service.Desired} tasks run");
        }

        var isFirst = service.IsEmpty;
        string? deploymentId = null;
        var end = new DeploymentEnd(RolloutOutcome.Live, null);
        if (service.TaskDefinitionArn != taskDefinition || !isFirst)
        {
            // At zero tasks there is nothing yet that a hook could ask.
            var asked = isFirst ? infra with { RolloutHooks = new Dictionary<string, string>() } : infra;
            deploymentId = await deployments.CreateOrResumeAsync(taskDefinition, asked, isFirst ? AllAtOnce : null, cancellationToken);
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

    /// <summary>A task may just be replaced, or the service be scaled: that is no reason to roll out again.</summary>
    private async Task<ServiceState> WaitUntilSteadyAsync(ServiceState service, InfraOutputs infra, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + Patience;
        while (!service.IsSteady)
        {
            if (time.GetUtcNow() >= deadline)
                throw new PipelineException($"{Name(service.TaskDefinitionArn)} takes all traffic already, but after {Patience.TotalMinutes} minutes only {service.Running} of {service.Desired} tasks run.",
                    $"Rolling it out again would not help: look at the events of the service {infra.ServiceName} and at the log group {infra.LogGroupName}.");
            log.Info($"{service.Running} of {service.Desired} tasks run: waiting");
            await Task.Delay(Interval, time, cancellationToken);
            service = await ServiceState.ReadAsync(ecs, infra.ClusterName, infra.ServiceName, cancellationToken);
        }

        return service;
    }

    private static string Name(string arn) => arn[(arn.LastIndexOf('/') + 1)..];
}
