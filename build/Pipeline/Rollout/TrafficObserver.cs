using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Notejam.Pipeline.Records;
using EcsTask = Amazon.ECS.Model.Task;
using Rule = Amazon.ElasticLoadBalancingV2.Model.Rule;

namespace Notejam.Pipeline.Rollout;

/// <summary>
/// Looks at where requests go. Which listeners and target groups count, the deployment group says: CodeDeploy moves those,
/// and Terraform leaves them alone.
/// </summary>
public sealed class TrafficObserver(IAmazonECS ecs, IAmazonCodeDeploy codeDeploy, IAmazonElasticLoadBalancingV2 loadBalancing, Deployments deployments)
{
    private const string Remedy = "Run ./build.sh Plan Apply: together they look at everything and make again what is missing.";

    /// <summary>Looks.</summary>
    /// <param name="release">The task definition that is to take all traffic.</param>
    /// <exception cref="PipelineException">The service, a listener, a target group or the deployment group is not there.</exception>
    public async Task<ObservedTraffic> ObserveAsync(InfraOutputs infra, string release, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(infra);
        var (production, test, names) = await FindPairAsync(infra, cancellationToken);
        var waits = await deployments.WaitsToEndOldTasksAsync(infra, cancellationToken);
        var routes = await ReadRoutesAsync(production, isTest: false, cancellationToken);
        if (test is not null) routes = [.. routes, .. await ReadRoutesAsync(test, isTest: true, cancellationToken)];
        // Targets before tasks: a task that comes in between is no stranger among the targets.
        var groups = await ReadGroupsAsync(names, cancellationToken);
        var tasks = await ReadTasksAsync(infra, cancellationToken);
        var service = await ServiceState.ReadAsync(ecs, infra.ClusterName, infra.ServiceName, cancellationToken);
        var primary = await FindDefinitionAsync(service.TaskDefinitionArn, cancellationToken);
        var released = release == service.TaskDefinitionArn ? primary : await FindDefinitionAsync(release, cancellationToken);
        return new ObservedTraffic
        {
            Service = service,
            PrimaryImage = primary?.TaskDefinition.ContainerDefinitions?.Find(container => container.Name == infra.ContainerName)?.Image,
            IsFirstReleasePending = primary?.Tags?.Any(tag => tag.Key == FirstRelease.PendingTag) == true,
            ReleaseStatus = released?.TaskDefinition.Status?.Value,
            Routes = routes,
            Groups = groups,
            Tasks = tasks,
            WaitsToEndOldTasks = waits,
        };
    }

    private async Task<(string Production, string? Test, IReadOnlyList<string> Groups)> FindPairAsync(InfraOutputs infra, CancellationToken cancellationToken)
    {
        try
        {
            var group = (await codeDeploy.GetDeploymentGroupAsync(new GetDeploymentGroupRequest { ApplicationName = infra.ApplicationName, DeploymentGroupName = infra.DeploymentGroupName }, cancellationToken)).DeploymentGroupInfo;
            var pair = group.LoadBalancerInfo?.TargetGroupPairInfoList?.FirstOrDefault();
            return pair?.ProdTrafficRoute?.ListenerArns is [var production, ..] && pair.TargetGroups is { Count: 2 } groups
                ? (production, pair.TestTrafficRoute?.ListenerArns?.FirstOrDefault(), [.. groups.Select(item => item.Name)])
                : throw new PipelineException($"The deployment group {infra.DeploymentGroupName} names no production listener and two target groups.", Remedy);
        }
        catch (Exception exception) when (exception is ApplicationDoesNotExistException or DeploymentGroupDoesNotExistException)
        {
            throw new PipelineException($"CodeDeploy has no deployment group {infra.DeploymentGroupName} of the application {infra.ApplicationName}.", Remedy, exception);
        }
    }

    private async Task<IReadOnlyList<ObservedRoute>> ReadRoutesAsync(string listener, bool isTest, CancellationToken cancellationToken)
    {
        try
        {
            var routes = new List<ObservedRoute>();
            await foreach (var rule in loadBalancing.Paginators.DescribeRules(new DescribeRulesRequest { ListenerArn = listener }).Rules.WithCancellation(cancellationToken))
                routes.Add(Read(listener, isTest, rule));
            return routes;
        }
        catch (ListenerNotFoundException exception)
        {
            throw new PipelineException($"The {(isTest ? "test" : "production")} listener {listener} is not there any more.", Remedy, exception);
        }
    }

    private static ObservedRoute Read(string listener, bool isTest, Rule rule)
    {
        var last = (rule.Actions ?? []).OrderBy(action => action.Order ?? 0).LastOrDefault();
        var weights = last?.ForwardConfig?.TargetGroups is { Count: > 0 } groups
            ? groups.ToDictionary(group => group.TargetGroupArn, group => group.Weight ?? 1)
            : last?.TargetGroupArn is { } only ? new Dictionary<string, int> { [only] = 1 } : [];
        return new ObservedRoute(listener, rule.RuleArn, rule.IsDefault == true ? "default" : rule.Priority, isTest, last?.Type?.Value ?? "none", weights);
    }

    private async Task<IReadOnlyList<ObservedTargetGroup>> ReadGroupsAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        try
        {
            var found = (await loadBalancing.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest { Names = [.. names] }, cancellationToken)).TargetGroups ?? [];
            var groups = new List<ObservedTargetGroup>();
            foreach (var group in found)
            {
                var health = (await loadBalancing.DescribeTargetHealthAsync(new DescribeTargetHealthRequest { TargetGroupArn = group.TargetGroupArn }, cancellationToken)).TargetHealthDescriptions ?? [];
                groups.Add(new ObservedTargetGroup(group.TargetGroupArn, [.. health.Select(Read)]));
            }

            return groups;
        }
        catch (TargetGroupNotFoundException exception)
        {
            throw new PipelineException($"One of the target groups {string.Join(" and ", names)} is not there any more.", Remedy, exception);
        }
    }

    private static ObservedTarget Read(TargetHealthDescription found) =>
        new(found.Target.Id, found.Target.Port ?? 0, found.TargetHealth?.State?.Value ?? "unknown", found.TargetHealth?.Description ?? found.TargetHealth?.Reason?.Value);

    private async Task<IReadOnlyList<ObservedTask>> ReadTasksAsync(InfraOutputs infra, CancellationToken cancellationToken)
    {
        try
        {
            var arns = new List<string>();
            await foreach (var arn in ecs.Paginators.ListTasks(new ListTasksRequest { Cluster = infra.ClusterName, ServiceName = infra.ServiceName }).TaskArns.WithCancellation(cancellationToken))
                arns.Add(arn);
            var tasks = new List<ObservedTask>();
            foreach (var chunk in arns.Chunk(100))
                tasks.AddRange(((await ecs.DescribeTasksAsync(new DescribeTasksRequest { Cluster = infra.ClusterName, Tasks = [.. chunk] }, cancellationToken)).Tasks ?? []).Select(task => Read(task, infra)));
            return tasks;
        }
        catch (Exception exception) when (exception is ClusterNotFoundException or ServiceNotFoundException)
        {
            throw new PipelineException($"There is no service {infra.ServiceName} in the cluster {infra.ClusterName}.", Remedy, exception);
        }
    }

    private static ObservedTask Read(EcsTask task, InfraOutputs infra)
    {
        var container = task.Containers?.Find(item => item.Name == infra.ContainerName);
        var address = task.Attachments?.SelectMany(attachment => attachment.Details ?? []).FirstOrDefault(detail => detail.Name == "privateIPv4Address")?.Value
            ?? container?.NetworkInterfaces?.FirstOrDefault()?.PrivateIpv4Address;
        return new ObservedTask(task.TaskArn[(task.TaskArn.LastIndexOf('/') + 1)..], task.StartedBy, task.LastStatus, address, container?.Image, container?.ImageDigest);
    }

    private async Task<DescribeTaskDefinitionResponse?> FindDefinitionAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            return await ecs.DescribeTaskDefinitionAsync(new DescribeTaskDefinitionRequest { TaskDefinition = arn, Include = ["TAGS"] }, cancellationToken);
        }
        catch (ClientException)
        {
            // "Unable to describe task definition": it was deleted.
            return null;
        }
    }
}
