using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecs.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Ecs.Api;

/// <summary>Services and task sets as DescribeServices shows them.</summary>
internal static class ServiceJson
{
    private static readonly string[] SharedSettings = ["launchType", "platformVersion", "networkConfiguration", "capacityProviderStrategy", "serviceRegistries"];

    public static JsonObject Show(EcsRegion region, ServiceRecord service)
    {
        var counts = service.TaskSets.Select(set => Count(region, set)).ToList();
        var shown = service.Settings.DeepClone().AsObject();
        shown["serviceArn"] = service.Arn;
        shown["serviceName"] = service.Name;
        shown["clusterArn"] = service.ClusterArn;
        shown["status"] = service.Status;
        shown["desiredCount"] = service.DesiredCount;
        shown["runningCount"] = counts.Sum(count => count.Running);
        shown["pendingCount"] = counts.Sum(count => count.Pending);
        shown["taskDefinition"] = service.TaskDefinition;
        shown["createdAt"] = AwsResponse.Epoch(service.CreatedAt);
        shown["createdBy"] = $"arn:aws:iam::{SandboxOptions.AccountId}:root";
        shown["roleArn"] = $"arn:aws:iam::{SandboxOptions.AccountId}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS";
        shown["platformFamily"] = "Linux";
        shown["events"] = JsonHelp.List(service.Events.Select(entry => new JsonObject
        {
            ["id"] = entry.Id,
            ["createdAt"] = AwsResponse.Epoch(entry.CreatedAt),
            ["message"] = entry.Message,
        }));
        shown["taskSets"] = JsonHelp.List(service.IsCodeDeploy ? service.TaskSets.Select(set => Show(region, service, set)) : []);
        shown["deployments"] = JsonHelp.List(service.IsCodeDeploy ? [] : service.TaskSets.Select(set => Deployment(region, service, set)));
        shown["tags"] = JsonHelp.Tags(service.Tags);
        return shown;
    }

    public static JsonObject Show(EcsRegion region, ServiceRecord service, TaskSet set)
    {
        var (running, pending) = Count(region, set);
        var shown = Common(service, set, running, pending);
        shown["taskSetArn"] = set.Arn;
        shown["serviceArn"] = service.Arn;
        shown["clusterArn"] = service.ClusterArn;
        shown["startedBy"] = service.IsCodeDeploy ? "CODE_DEPLOY" : "ecs-deployment";
        if (set.ExternalId is not null) shown["externalId"] = set.ExternalId;
        shown["computedDesiredCount"] = set.Desired;
        shown["loadBalancers"] = set.LoadBalancers.DeepClone();
        shown["scale"] = new JsonObject { ["value"] = 100.0, ["unit"] = "PERCENT" };
        // The scheduler knows whether the tasks are healthy; a change since its last look is seen in the counts.
        shown["stabilityStatus"] = set.Steady && running == set.Desired && pending == 0 ? "STEADY_STATE" : "STABILIZING";
        shown["stabilityStatusAt"] = AwsResponse.Epoch(set.SteadyChangedAt ?? set.UpdatedAt);
        shown["tags"] = new JsonArray();
        return shown;
    }

    private static JsonObject Deployment(EcsRegion region, ServiceRecord service, TaskSet set)
    {
        var (running, pending) = Count(region, set);
        var shown = Common(service, set, running, pending);
        var done = running >= set.Desired && service.TaskSets.Count == 1;
        shown["desiredCount"] = set.Desired;
        shown["failedTasks"] = set.FailedTasks;
        shown["rolloutState"] = done ? "COMPLETED" : "IN_PROGRESS";
        shown["rolloutStateReason"] = $"ECS deployment {set.Id} {(done ? "completed" : "in progress")}.";
        return shown;
    }

    private static JsonObject Common(ServiceRecord service, TaskSet set, int running, int pending) => new JsonObject
    {
        ["id"] = set.Id,
        ["status"] = set.Status,
        ["taskDefinition"] = set.TaskDefinition,
        ["runningCount"] = running,
        ["pendingCount"] = pending,
        ["createdAt"] = AwsResponse.Epoch(set.CreatedAt),
        ["updatedAt"] = AwsResponse.Epoch(set.UpdatedAt),
        ["platformFamily"] = "Linux",
    }.CopyFrom(service.Settings, SharedSettings);

    private static (int Running, int Pending) Count(EcsRegion region, TaskSet set)
    {
        var wanted = region.LiveTasksOf(set.Id).Where(task => task.IsWanted).ToList();
        var running = wanted.Count(task => task.LastStatus == TaskStatuses.Running);
        return (running, wanted.Count - running);
    }
}
