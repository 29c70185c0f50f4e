using System.Text.Json.Nodes;
using Amazon.ECS;
using Amazon.ECS.Model;
using Notejam.Hooks.Runtime;

namespace Notejam.Hooks.Redeployment;

/// <summary>The task set that serves.</summary>
/// <param name="Since">When it was made: its tasks have the secrets of then, or later ones.</param>
internal sealed record RunningRelease(DateTimeOffset Since, TaskSet TaskSet)
{
    /// <summary>The release; null when nothing serves yet.</summary>
    /// <exception cref="HookException">There is no such service.</exception>
    public static async Task<RunningRelease?> FindAsync(IAmazonECS ecs, RolloutTarget target, CancellationToken cancellationToken)
    {
        var response = await ecs.DescribeServicesAsync(new DescribeServicesRequest { Cluster = target.Cluster, Services = [target.Service] }, cancellationToken);
        var service = response.Services?.SingleOrDefault() ?? throw new HookException($"ECS has no service {target.Service} in the cluster {target.Cluster}.");
        var primary = service.TaskSets?.SingleOrDefault(set => set.Status == "PRIMARY");
        // A service that was never rolled out to runs nothing.
        return primary?.CreatedAt is { } since && service.DesiredCount > 0 ? new RunningRelease(new DateTimeOffset(since.ToUniversalTime()), primary) : null;
    }

    /// <summary>The AppSpec of the same release: as the pipeline writes it, from what ECS says of the running one.</summary>
    /// <param name="definition">The task definition, of the same content.</param>
    public string ToAppSpec(RolloutTarget target, string definition)
    {
        var network = TaskSet.NetworkConfiguration.AwsvpcConfiguration;
        var balancer = TaskSet.LoadBalancers.Single();
        var properties = new JsonObject
        {
            ["TaskDefinition"] = definition,
            ["LoadBalancerInfo"] = new JsonObject { ["ContainerName"] = balancer.ContainerName, ["ContainerPort"] = balancer.ContainerPort },
            ["NetworkConfiguration"] = new JsonObject
            {
                ["AwsvpcConfiguration"] = new JsonObject
                {
                    ["Subnets"] = new JsonArray([.. network.Subnets.Select(id => JsonValue.Create(id))]),
                    ["SecurityGroups"] = new JsonArray([.. network.SecurityGroups.Select(id => JsonValue.Create(id))]),
                    ["AssignPublicIp"] = "DISABLED",
                },
            },
        };
        var content = new JsonObject
        {
            ["version"] = "0.0",
            ["Resources"] = new JsonArray(new JsonObject { ["TargetService"] = new JsonObject { ["Type"] = "AWS::ECS::Service", ["Properties"] = properties } }),
        };
        if (target.Hooks.Count > 0) content["Hooks"] = new JsonArray([.. target.Hooks.OrderBy(hook => hook.Key, StringComparer.Ordinal).Select(hook => new JsonObject { [hook.Key] = hook.Value })]);
        return content.ToJsonString();
    }
}
