using Notejam.Sandbox.Access;
using Notejam.Sandbox.CodeDeploy.Api;
using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Ecs;
using Notejam.Sandbox.Elb;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.CodeDeploy.Engine;

/// <summary>Looks at what a deployment concerns: task sets, weights, alarms.</summary>
internal sealed class DeploymentObserver(
    ITaskSets taskSets, ITrafficRoutes routes, ITargetGroupDirectory targetGroups, AlarmWatch alarms, ServiceRole role, TimeProvider time)
{
    /// <summary>Looks.</summary>
    /// <exception cref="DeploymentFault">What is to be looked at does not exist.</exception>
    public async Task<Observation> ObserveAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        var settings = deployment.Settings;
        await role.DemandAsync(deployment, ServiceCalls.CodeDeployLooksAtService, [$"arn:aws:ecs:{deployment.Region}:{SandboxOptions.AccountId}:service/{settings.Cluster}/{settings.Service}"], cancellationToken);
        await role.DemandAsync(deployment, ServiceCalls.CodeDeployLooksAtListeners, ["*"], cancellationToken);
        if (settings.Alarms.Count > 0)
            await role.DemandAsync(deployment, ServiceCalls.CodeDeployWatchesAlarms, [.. settings.Alarms.Select(alarm => $"arn:aws:cloudwatch:{deployment.Region}:{SandboxOptions.AccountId}:alarm:{alarm}")], cancellationToken);
        var (firing, alarmError) = deployment.IsRollback || deployment.TerminationBegun
            ? ([], null)
            : await alarms.FindFiringAsync(deployment.Region, settings.Alarms, cancellationToken);
        return new Observation
        {
            Now = time.GetUtcNow(),
            TaskSets = await OrFault("ECS_UPDATE_ERROR", "The ECS service cannot be updated due to an unexpected error: ",
                () => taskSets.DescribeAsync(deployment.Region, settings.Cluster, settings.Service, cancellationToken)),
            TargetGroups = await OrFault("ELASTIC_LOAD_BALANCING_INVALID", "The target groups could not be found: ",
                () => targetGroups.FindAsync(deployment.Region, settings.TargetGroupNames, cancellationToken)),
            ProductionWeights = await OrFault("ELASTIC_LOAD_BALANCING_INVALID", "The production listener could not be read: ",
                () => routes.GetWeightsAsync(deployment.Region, settings.ProductionListener, cancellationToken)),
            FiringAlarms = firing,
            AlarmPollError = alarmError,
        };
    }

    private static async Task<T> OrFault<T>(string code, string prefix, Func<Task<T>> look)
    {
        try
        {
            return await look();
        }
        catch (AwsException error)
        {
            throw new DeploymentFault(code, prefix + error.Message);
        }
    }
}
