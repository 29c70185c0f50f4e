using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecs.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Ecs.Api;

/// <summary>Operations on clusters.</summary>
internal sealed class ClusterOperations(EcsStore store) : IOperations
{
    private static readonly string[] Reported =
        ["settings", "configuration", "capacityProviders", "defaultCapacityProviderStrategy", "serviceConnectDefaults"];

    public IEnumerable<Operation> Operations =>
    [
        new("CreateCluster", Create),
        new("DescribeClusters", Describe),
        new("UpdateCluster", Update),
        new("UpdateClusterSettings", Update),
        new("PutClusterCapacityProviders", Update),
        new("DeleteCluster", Delete),
        new("ListClusters", List),
        new("DescribeContainerInstances", _ => new JsonObject { ["containerInstances"] = new JsonArray(), ["failures"] = new JsonArray() }),
        new("ListContainerInstances", _ => new JsonObject { ["containerInstanceArns"] = new JsonArray() }),
    ];

    private JsonObject Create(AwsRequest request) => store.Write(request.Region, region =>
    {
        ClusterRules.Demand(request.Json);
        var name = (string?)request.Json["clusterName"] ?? "default";
        // As on AWS, creating a cluster that is there answers with it.
        if (region.Clusters.GetValueOrDefault(name) is { Status: "ACTIVE" } existing) return One(region, existing);
        var cluster = new Cluster { Name = name, Arn = request.Arn("ecs", "cluster/" + name), Tags = JsonHelp.ReadTags(request.Json) };
        cluster.Settings.CopyFrom(request.Json, Reported);
        region.Clusters[name] = cluster;
        return One(region, cluster);
    });

    private JsonObject Describe(AwsRequest request) => store.Read(request.Region, region =>
    {
        var asked = request.Json.Strings("clusters") is { Count: > 0 } given ? given : ["default"];
        var found = asked.Select(reference => (reference, cluster: region.Clusters.GetValueOrDefault(EcsLookups.NameOf(reference)))).ToList();
        return new JsonObject
        {
            ["clusters"] = JsonHelp.List(found.Where(pair => pair.cluster is not null).Select(pair => Show(region, pair.cluster!))),
            ["failures"] = JsonHelp.List(found.Where(pair => pair.cluster is null).Select(pair => new JsonObject
            {
                ["arn"] = request.Arn("ecs", "cluster/" + EcsLookups.NameOf(pair.reference)),
                ["reason"] = "MISSING",
            })),
        };
    });

    private JsonObject Update(AwsRequest request) => store.Write(request.Region, region =>
    {
        ClusterRules.Demand(request.Json);
        var cluster = region.Cluster(request.Json.Required("cluster"));
        cluster.Settings.CopyFrom(request.Json, Reported);
        return One(region, cluster);
    });

    private JsonObject Delete(AwsRequest request) => store.Write(request.Region, region =>
    {
        var cluster = region.Cluster(request.Json.Required("cluster"));
        if (region.Services.Values.Any(service => service.ClusterName == cluster.Name && service.Status != "INACTIVE"))
            throw new AwsException("ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active.");
        if (region.Tasks.Values.Any(task => task.ClusterName == cluster.Name && task.LastStatus != TaskStatuses.Stopped))
            throw new AwsException("ClusterContainsTasksException", "The Cluster cannot be deleted while Tasks are active.");
        cluster.Status = "INACTIVE";
        return One(region, cluster);
    });

    private JsonObject List(AwsRequest request) => store.Read(request.Region, region => new JsonObject
    {
        ["clusterArns"] = JsonHelp.Texts(region.Clusters.Values.Where(cluster => cluster.Status == "ACTIVE").Select(cluster => cluster.Arn)),
    });

    private static JsonObject One(EcsRegion region, Cluster cluster) => new() { ["cluster"] = Show(region, cluster) };

    private static JsonObject Show(EcsRegion region, Cluster cluster)
    {
        var tasks = region.Tasks.Values.Where(task => task.ClusterName == cluster.Name).ToList();
        var shown = new JsonObject
        {
            ["clusterArn"] = cluster.Arn,
            ["clusterName"] = cluster.Name,
            ["status"] = cluster.Status,
            ["registeredContainerInstancesCount"] = 0,
            ["runningTasksCount"] = tasks.Count(task => task.LastStatus == TaskStatuses.Running),
            ["pendingTasksCount"] = tasks.Count(task => task.LastStatus is TaskStatuses.Provisioning or TaskStatuses.Pending),
            ["activeServicesCount"] = region.Services.Values.Count(service => service.ClusterName == cluster.Name && service.Status == "ACTIVE"),
            ["statistics"] = new JsonArray(),
            ["tags"] = JsonHelp.Tags(cluster.Tags),
        };
        shown.CopyFrom(cluster.Settings, Reported);
        shown.Default("settings", new JsonArray(new JsonObject { ["name"] = "containerInsights", ["value"] = "disabled" }));
        shown.Default("capacityProviders", new JsonArray());
        shown.Default("defaultCapacityProviderStrategy", new JsonArray());
        return shown;
    }
}
