using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using Amazon.ECR;
using Amazon.ECR.Model;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Notejam.Pipeline.Backup.Verification;
using Notejam.Pipeline.Image;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using LoadBalancer = Amazon.ElasticLoadBalancingV2.Model.LoadBalancer;

namespace Notejam.Pipeline.Infra.Teardown;

/// <summary>
/// Finds what others keep in an environment's cluster, load balancer, repository and CodeDeploy application: those go as a whole, and
/// some of them without a word of what is in them.
/// </summary>
/// <param name="name">The environment's name, which these four have too.</param>
internal sealed class Lodgers(IAmazonECS ecs, IAmazonElasticLoadBalancingV2 balancing, IAmazonECR ecr, IAmazonCodeDeploy codeDeploy, string name)
{
    private const int TasksAtOnce = 100;

    private readonly EnvironmentNames _names = new(name);

    /// <summary>Refuses to destroy what would take others' things along.</summary>
    /// <param name="lines">What was found, and where.</param>
    /// <param name="commands">By what its owners take it out.</param>
    public static PipelineException Refuse(string environment, IEnumerable<string> lines, IEnumerable<string> commands) => new(
        $"What is not of {environment} would go with it:\n{string.Join('\n', lines.Select(line => "  " + line))}",
        $"Its owners move it to a place of their own and take it out of here ({string.Join(", ", commands.Distinct())}). Then run Destroy again.");

    /// <summary>What is there.</summary>
    /// <param name="isReplicaAlone">Whether repository and what stands ready for a recovery stay.</param>
    public async Task<IReadOnlyList<Lodger>> FindAsync(bool isReplicaAlone, CancellationToken cancellationToken) =>
    [
        .. await InClustersAsync(isReplicaAlone ? [name] : [name, name + "-dr"], cancellationToken),
        .. await AtLoadBalancerAsync(cancellationToken),
        .. isReplicaAlone ? [] : await InRepositoryAsync(cancellationToken),
        .. await InApplicationAsync(cancellationToken),
    ];

    private async Task<List<Lodger>> InClustersAsync(List<string> clusters, CancellationToken cancellationToken)
    {
        var found = new List<Lodger>();
        foreach (var cluster in (await ecs.DescribeClustersAsync(new DescribeClustersRequest { Clusters = clusters }, cancellationToken)).Clusters ?? [])
        {
            if (cluster.Status == "INACTIVE") continue;
            await foreach (var arn in ecs.Paginators.ListServices(new ListServicesRequest { Cluster = cluster.ClusterName }).ServiceArns.WithCancellation(cancellationToken))
                if (!_names.Contain(LastOf(arn))) found.Add(new Lodger($"the service {LastOf(arn)} in the cluster {cluster.ClusterName}", "aws ecs delete-service"));
            found.AddRange(await TasksInAsync(cluster.ClusterName, cancellationToken));
        }

        return found;
    }

    /// <summary>Tasks that no service has started: migrations and probes are ours, by their family.</summary>
    private async Task<List<Lodger>> TasksInAsync(string cluster, CancellationToken cancellationToken)
    {
        var arns = new List<string>();
        await foreach (var arn in ecs.Paginators.ListTasks(new ListTasksRequest { Cluster = cluster }).TaskArns.WithCancellation(cancellationToken)) arns.Add(arn);
        var found = new List<Lodger>();
        foreach (var chunk in arns.Chunk(TasksAtOnce))
            foreach (var task in (await ecs.DescribeTasksAsync(new DescribeTasksRequest { Cluster = cluster, Tasks = [.. chunk] }, cancellationToken)).Tasks ?? [])
                if (task.Group?.StartsWith("service:", StringComparison.Ordinal) != true && LastOf(task.TaskDefinitionArn).Split(':')[0] is var family && !IsOurFamily(family))
                    found.Add(new Lodger($"the task {LastOf(task.TaskArn)} of {family} in the cluster {cluster}", "aws ecs stop-task"));
        return found;
    }

    private bool IsOurFamily(string family) => family == name + "-dr" || family == name + "-bootstrap" || family == name + "-dr-bootstrap" || _names.Contain(family);

    private async Task<List<Lodger>> AtLoadBalancerAsync(CancellationToken cancellationToken)
    {
        var found = new List<Lodger>();
        foreach (var balancer in await FindBalancersAsync(cancellationToken))
            await foreach (var listener in balancing.Paginators.DescribeListeners(new DescribeListenersRequest { LoadBalancerArn = balancer.LoadBalancerArn }).Listeners.WithCancellation(cancellationToken))
                await foreach (var rule in balancing.Paginators.DescribeRules(new DescribeRulesRequest { ListenerArn = listener.ListenerArn }).Rules.WithCancellation(cancellationToken))
                {
                    var groups = (rule.Actions ?? []).SelectMany(action => action.ForwardConfig?.TargetGroups?.Select(group => group.TargetGroupArn) ?? (action.TargetGroupArn is { } only ? [only] : [])).Select(ObservedTargetGroup.NameOf).Distinct().ToList();
                    var others = groups.Where(group => group != name + "-blue" && group != name + "-green").ToList();
                    // A rule of the listener's own needs no target group to be somebody's: it may answer by itself.
                    if (others.Count == 0 && (rule.IsDefault == true || groups.Count > 0)) continue;
                    var where = $"port {listener.Port} of the load balancer {balancer.LoadBalancerName}";
                    var what = others.Count == 0 ? "" : $", which leads to {string.Join(" and ", others)}";
                    found.Add(rule.IsDefault == true
                        ? new Lodger($"the listener at {where}{what}", "aws elbv2 delete-listener")
                        : new Lodger($"the rule of priority {rule.Priority} at {where}{what}", "aws elbv2 delete-rule"));
                }

        return found;
    }

    private async Task<List<LoadBalancer>> FindBalancersAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await balancing.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest { Names = [name] }, cancellationToken)).LoadBalancers ?? [];
        }
        catch (LoadBalancerNotFoundException)
        {
            return [];
        }
    }

    private async Task<List<Lodger>> InRepositoryAsync(CancellationToken cancellationToken)
    {
        var others = new List<string>();
        try
        {
            // Without a tag it is what we have pushed ourselves: a part of an image, or one whose tag was taken away.
            await foreach (var image in ecr.Paginators.DescribeImages(new DescribeImagesRequest { RepositoryName = name }).ImageDetails.WithCancellation(cancellationToken))
                if (image.ImageTags is { Count: > 0 } tags && !tags.Exists(ImageContent.IsTag)) others.Add(tags[0]);
        }
        catch (RepositoryNotFoundException)
        {
        }

        return others.Count == 0 ? [] : [new Lodger($"{others.Count} {(others.Count == 1 ? "image" : "images")} in the repository {name}: {CopyChecks.Some([.. others.Order(StringComparer.Ordinal)])}", "aws ecr batch-delete-image")];
    }

    private async Task<List<Lodger>> InApplicationAsync(CancellationToken cancellationToken)
    {
        var found = new List<Lodger>();
        try
        {
            await foreach (var group in codeDeploy.Paginators.ListDeploymentGroups(new ListDeploymentGroupsRequest { ApplicationName = name }).DeploymentGroups.WithCancellation(cancellationToken))
                if (group != name) found.Add(new Lodger($"the deployment group {group} in the CodeDeploy application {name}", "aws deploy delete-deployment-group"));
        }
        catch (ApplicationDoesNotExistException)
        {
        }

        return found;
    }

    private static string LastOf(string arn) => arn[(arn.LastIndexOf('/') + 1)..];
}
