using Notejam.Sandbox.Access;
using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Ecs;
using Notejam.Sandbox.Elb;
using Notejam.Sandbox.Gateway;
using static Notejam.Sandbox.CodeDeploy.Engine.EngineAction;

namespace Notejam.Sandbox.CodeDeploy.Engine;

/// <summary>
/// The engine's hands: does an action in the world and notes it. Every action can be done twice: one whose note a killed
/// sandbox lost is done again.
/// </summary>
internal sealed class DeploymentActions(CodeDeployStore store, ITaskSets taskSets, ITrafficRoutes routes, HookCalls hooks, ServiceRole role, TimeProvider time)
{
    /// <summary>Does an action.</summary>
    public async Task DoAsync(Deployment deployment, EngineAction action, CancellationToken cancellationToken)
    {
        switch (action)
        {
            case RemoveLeftover leftover:
                await DeleteAsync(deployment, leftover.TaskSet, cancellationToken);
                break;
            case CreateTaskSet:
                var created = await CreateAsync(deployment, cancellationToken);
                Note(deployment, () => deployment.GreenTaskSet = created);
                break;
            case ShiftTestTraffic:
                await SetWeightsAsync(deployment, deployment.Settings.TestListener!, greenWeight: 100, cancellationToken);
                Note(deployment, () => deployment.TestTrafficShifted = true);
                break;
            case ShiftTraffic shift:
                await SetWeightsAsync(deployment, deployment.Settings.ProductionListener, shift.GreenWeight, cancellationToken);
                Note(deployment, () => (deployment.GreenWeight, deployment.LastShiftAt) = (shift.GreenWeight, time.GetUtcNow()));
                break;
            case RestoreTraffic:
                await RestoreAsync(deployment, cancellationToken);
                break;
            case MakePrimary primary:
                await role.DemandAsync(deployment, ServiceCalls.CodeDeploySetsPrimary, [ServiceArn(deployment)], cancellationToken);
                await taskSets.MakePrimaryAsync(
                    deployment.Region, deployment.Settings.Cluster, deployment.Settings.Service, primary.TaskSet, cancellationToken);
                break;
            case InvokeHook hook:
                await role.DemandAsync(deployment, ServiceCalls.CodeDeployInvokesHook, [FunctionArn(deployment, hook.Function)], cancellationToken);
                hooks.Invoke(deployment, hook.Name, hook.Function);
                break;
            case DeleteTaskSet delete:
                await DeleteAsync(deployment, delete.TaskSet, cancellationToken);
                break;
            default:
                Note(deployment, () => DeploymentNotes.Write(deployment, action, time.GetUtcNow()));
                break;
        }
    }

    private async Task<string> CreateAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        var (settings, spec) = (deployment.Settings, deployment.AppSpec);
        await role.DemandAsync(deployment, ServiceCalls.CodeDeployCreatesTaskSet, [$"{ServiceArn(deployment).Replace(":service/", ":task-set/", StringComparison.Ordinal)}/*"], cancellationToken);
        if (await taskSets.RolesOfAsync(deployment.Region, spec.TaskDefinition, cancellationToken) is { Count: > 0 } roles)
            await role.DemandAsync(deployment, ServiceCalls.CodeDeployPassesRoles, roles, cancellationToken, ("iam:PassedToService", "ecs-tasks.amazonaws.com"));
        try
        {
            return await taskSets.CreateAsync(
                deployment.Region,
                new TaskSetSpec(settings.Cluster, settings.Service, spec.TaskDefinition, spec.ContainerName, spec.ContainerPort, deployment.GreenTargetGroup!, deployment.Id),
                cancellationToken);
        }
        catch (AwsException error)
        {
            throw new DeploymentFault("ECS_UPDATE_ERROR", "The ECS service cannot be updated due to an unexpected error: " + error.Message);
        }
    }

    private async Task RestoreAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        await SetWeightsAsync(deployment, deployment.Settings.ProductionListener, greenWeight: 0, cancellationToken);
        if (deployment.Settings.TestListener is { } test && deployment.TestTrafficShifted)
            await SetWeightsAsync(deployment, test, greenWeight: 0, cancellationToken);
        Note(deployment, () => (deployment.TrafficRestored, deployment.GreenWeight) = (true, 0));
    }

    private async Task SetWeightsAsync(Deployment deployment, string listener, int greenWeight, CancellationToken cancellationToken)
    {
        await role.DemandAsync(deployment, ServiceCalls.CodeDeployShiftsTraffic, [listener], cancellationToken);
        try
        {
            var weights = new Dictionary<string, int>
            {
                [deployment.BlueTargetGroup!] = 100 - greenWeight,
                [deployment.GreenTargetGroup!] = greenWeight,
            };
            await routes.SetWeightsAsync(deployment.Region, listener, weights, cancellationToken);
        }
        catch (AwsException error)
        {
            throw new DeploymentFault("ELASTIC_LOAD_BALANCING_INVALID", $"The listener could not be updated: {error.Message}");
        }
    }

    private async Task DeleteAsync(Deployment deployment, string taskSet, CancellationToken cancellationToken)
    {
        await role.DemandAsync(deployment, ServiceCalls.CodeDeployDeletesTaskSet, [$"{ServiceArn(deployment).Replace(":service/", ":task-set/", StringComparison.Ordinal)}/{taskSet}"], cancellationToken);
        await taskSets.DeleteAsync(deployment.Region, deployment.Settings.Cluster, deployment.Settings.Service, taskSet, cancellationToken);
    }

    private static string ServiceArn(Deployment deployment) => $"arn:aws:ecs:{deployment.Region}:{SandboxOptions.AccountId}:service/{deployment.Settings.Cluster}/{deployment.Settings.Service}";

    private static string FunctionArn(Deployment deployment, string function) =>
        function.StartsWith("arn:", StringComparison.Ordinal) ? function : $"arn:aws:lambda:{deployment.Region}:{SandboxOptions.AccountId}:function:{function}";

    private void Note(Deployment deployment, Action note) => store.Change(deployment.Region, _ => note());
}
