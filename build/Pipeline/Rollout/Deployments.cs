using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Tools.Waiting;

namespace Notejam.Pipeline.Rollout;

/// <summary>Creates the deployment of a release, once: CreateDeployment takes no client token, so what is there is looked at first.</summary>
public sealed class Deployments(IAmazonCodeDeploy codeDeploy, TimeProvider time, IStageLog log)
{
    // What the functions' Redeploy calls its deployments.
    private const string AfterRotation = "Notejam with the rotated ";

    // What CodeDeploy names as the creator of a deployment that brings an old release back.
    private const string Rollback = "codeDeployRollback";

    // A canary's wait, and a slow start of all tasks.
    private static readonly TimeSpan PatienceWithOwn = TimeSpan.FromMinutes(20);

    private static readonly TimeSpan PatienceWithEnds = TimeSpan.FromMinutes(10);

    private static readonly List<string> ActiveStatuses = ["Created", "Queued", "InProgress", "Baking", "Ready"];

    /// <summary>The release's own deployment that is under way; null when none is, or one that has shifted its traffic and only waits to end the old tasks.</summary>
    /// <exception cref="PipelineException">Another release is being deployed, or there is no deployment group.</exception>
    public async Task<string?> FindShiftingAsync(string taskDefinitionArn, InfraOutputs infra, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(infra);
        try
        {
            return await FindActiveAsync(infra, cancellationToken) switch
            {
                null or { InstanceTerminationWaitTimeStarted: true } => null,
                { } active when active.Description == Describe(taskDefinitionArn) => active.DeploymentId,
                { } active => throw Busy(active, infra),
            };
        }
        catch (Exception exception) when (exception is ApplicationDoesNotExistException or DeploymentGroupDoesNotExistException)
        {
            throw new PipelineException(
                $"CodeDeploy has no deployment group {infra.DeploymentGroupName} of the application {infra.ApplicationName}.",
                "Run ./build.sh Plan Apply: together they look at everything and make again what is missing.", exception);
        }
    }

    /// <summary>The id of the release's deployment: the one under way, if a killed run left it, or a new one.</summary>
    /// <param name="configuration">Overrides the group's deployment configuration; null keeps it.</param>
    /// <exception cref="PipelineException">Another release is being deployed.</exception>
    public async Task<string> CreateOrResumeAsync(string taskDefinitionArn, InfraOutputs infra, string? configuration, CancellationToken cancellationToken)
    {
        var description = Describe(taskDefinitionArn);
        if (await FindActiveAsync(infra, cancellationToken) is { } active)
        {
            if (active.Description == description)
            {
                log.Info($"deployment {active.DeploymentId} of this release is under way: going on with it");
                return active.DeploymentId;
            }

            await EndTerminationWaitAsync(active, infra, cancellationToken);
        }

        try
        {
            var response = await codeDeploy.CreateDeploymentAsync(new CreateDeploymentRequest
            {
                ApplicationName = infra.ApplicationName,
                DeploymentGroupName = infra.DeploymentGroupName,
                DeploymentConfigName = configuration,
                Description = description,
                Revision = AppSpec.Create(taskDefinitionArn, infra),
            }, cancellationToken);
            return response.DeploymentId;
        }
        catch (DeploymentLimitExceededException exception)
        {
            // Either the answer to our own request was lost, or another pipeline was faster, or a rotation's redeployment or a rollback was.
            var other = await FindAnyActiveAsync(infra, cancellationToken);
            if (other?.Description == description) return other.DeploymentId;
            if (!EndsByItself(other) || await FindActiveAsync(infra, cancellationToken) is { InstanceTerminationWaitTimeStarted: not true }) throw Busy(other, infra, exception);
            return await CreateOrResumeAsync(taskDefinitionArn, infra, configuration, cancellationToken);
        }
    }

    /// <summary>Whether a deployment is live and only waits to end the old tasks.</summary>
    public async Task<bool> WaitsToEndOldTasksAsync(InfraOutputs infra, CancellationToken cancellationToken) =>
        await FindAnyActiveAsync(infra, cancellationToken) is { InstanceTerminationWaitTimeStarted: true };

    /// <summary>Ends the old tasks now, if a deployment is live and waits to do so.</summary>
    public async Task EndOldTasksAsync(InfraOutputs infra, CancellationToken cancellationToken)
    {
        if (await FindAnyActiveAsync(infra, cancellationToken) is { InstanceTerminationWaitTimeStarted: true } active) await EndTerminationWaitAsync(active, infra, cancellationToken);
    }

    /// <summary>Refuses to go on while any deployment of the group shifts traffic: what it moves must not be changed under it.</summary>
    /// <exception cref="PipelineException">A deployment is shifting.</exception>
    public async Task RefuseWhileShiftingAsync(InfraOutputs infra, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(infra);
        try
        {
            if (await FindActiveAsync(infra, cancellationToken) is { InstanceTerminationWaitTimeStarted: not true } active) throw Busy(active, infra);
        }
        catch (Exception exception) when (exception is ApplicationDoesNotExistException or DeploymentGroupDoesNotExistException)
        {
            // A stack of which this part is still to be made, or was destroyed by hand.
        }
    }

    private static string Describe(string taskDefinitionArn) => $"Notejam release {taskDefinitionArn[(taskDefinitionArn.LastIndexOf('/') + 1)..]}";

    private static PipelineException Busy(DeploymentInfo? active, InfraOutputs infra, Exception? inner = null) => new(
        $"Deployment {active?.DeploymentId} ({active?.Description ?? "no description"}, {active?.Status?.Value}, since {active?.CreateTime:u}) of {infra.DeploymentGroupName} is under way.",
        $"Wait for it, or stop it: aws deploy stop-deployment --deployment-id {active?.DeploymentId} --auto-rollback-enabled --region {infra.Region}", inner);

    /// <summary>
    /// The group's deployment that is under way. One that nobody has begun is waited for, and nobody would know why theirs is
    /// refused: the environment's own after a secret was rotated, and CodeDeploy's that brings an old release back.
    /// </summary>
    private async Task<DeploymentInfo?> FindActiveAsync(InfraOutputs infra, CancellationToken cancellationToken)
    {
        DeploymentInfo? active = null;
        string? told = null;
        await new Polling(time, log).UntilAsync($"what is under way in {infra.DeploymentGroupName}", PatienceWithOwn, async cancellation =>
        {
            active = await FindAnyActiveAsync(infra, cancellation);
            if (!EndsByItself(active) || active!.InstanceTerminationWaitTimeStarted == true) return true;
            if (told != active.DeploymentId) log.Info($"deployment {active.DeploymentId} ({active.Description ?? active.Creator?.Value}) is under way: waiting for it");
            told = active.DeploymentId;
            return false;
        }, cancellationToken);
        return active;
    }

    private static bool EndsByItself(DeploymentInfo? active) => active?.Creator?.Value == Rollback || active?.Description?.StartsWith(AfterRotation, StringComparison.Ordinal) == true;

    private async Task<DeploymentInfo?> FindAnyActiveAsync(InfraOutputs infra, CancellationToken cancellationToken)
    {
        var ids = (await codeDeploy.ListDeploymentsAsync(new ListDeploymentsRequest
        {
            ApplicationName = infra.ApplicationName, DeploymentGroupName = infra.DeploymentGroupName, IncludeOnlyStatuses = ActiveStatuses,
        }, cancellationToken)).Deployments;
        return ids is { Count: > 0 } ? await GetAsync(ids[0], cancellationToken) : null;
    }

    /// <summary>A deployment stays active while blue's tasks wait for their end. Its traffic is shifted: end the wait, so that it does not block the next.</summary>
    private async Task EndTerminationWaitAsync(DeploymentInfo active, InfraOutputs infra, CancellationToken cancellationToken)
    {
        if (active.InstanceTerminationWaitTimeStarted != true) throw Busy(active, infra);
        log.Info($"deployment {active.DeploymentId} is live and only waits to end the old tasks: ending them now");
        var isTold = false;
        if (!await new Polling(time, log).UntilAsync($"deployment {active.DeploymentId}", PatienceWithEnds, async cancellation =>
            {
                if (!isTold) isTold = await TryContinueAsync(active.DeploymentId, DeploymentWaitType.TERMINATION_WAIT, cancellation);
                return !ActiveStatuses.Contains((await GetAsync(active.DeploymentId, cancellation)).Status.Value);
            }, cancellationToken)) throw Busy(active, infra);
    }

    /// <summary>Lets a deployment go on that waits.</summary>
    /// <returns>False when it does not wait, now or any more: a look at it tells.</returns>
    public async Task<bool> TryContinueAsync(string deploymentId, DeploymentWaitType wait, CancellationToken cancellationToken)
    {
        try
        {
            await codeDeploy.ContinueDeploymentAsync(new ContinueDeploymentRequest { DeploymentId = deploymentId, DeploymentWaitType = wait }, cancellationToken);
            return true;
        }
        // Of its modelled errors (botocore codedeploy ContinueDeployment) those that tell of the deployment and not of the request.
        catch (Exception exception) when (exception is DeploymentIsNotInReadyStateException or DeploymentAlreadyCompletedException or InvalidDeploymentStatusException)
        {
            return false;
        }
    }

    private async Task<DeploymentInfo> GetAsync(string id, CancellationToken cancellationToken) =>
        (await codeDeploy.GetDeploymentAsync(new GetDeploymentRequest { DeploymentId = id }, cancellationToken)).DeploymentInfo;
}
