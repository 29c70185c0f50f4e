using System.Globalization;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecs.Model;

namespace Notejam.Sandbox.Ecs.Api;

/// <summary>Tasks as DescribeTasks shows them.</summary>
internal static class TaskJson
{
    public static JsonObject Show(EcsRegion region, EcsTask task, string regionName)
    {
        var definition = region.TaskDefinitions.Find(candidate => candidate.Arn == task.TaskDefinition);
        var shown = new JsonObject
        {
            ["taskArn"] = task.Arn,
            ["clusterArn"] = task.ClusterArn,
            ["taskDefinitionArn"] = task.TaskDefinition,
            ["group"] = task.Group,
            ["lastStatus"] = task.LastStatus,
            ["desiredStatus"] = task.DesiredStatus,
            ["connectivity"] = "CONNECTED",
            ["healthStatus"] = Health(task),
            ["availabilityZone"] = regionName + "a",
            ["version"] = 1,
            ["platformFamily"] = "Linux",
            ["ephemeralStorage"] = new JsonObject { ["sizeInGiB"] = 20 },
            ["attachments"] = new JsonArray(Attachment(task)),
            ["containers"] = JsonHelp.List(task.Containers.Select(container => Container(task, container))),
            ["overrides"] = task.Settings["overrides"]?.DeepClone() ?? DefaultOverrides(task),
            ["tags"] = JsonHelp.Tags(task.Tags),
        };
        if (task.StartedBy is not null) shown["startedBy"] = task.StartedBy;
        if (task.StopCode is not null) shown["stopCode"] = task.StopCode;
        if (task.StoppedReason is not null) shown["stoppedReason"] = task.StoppedReason;
        if (definition is not null) shown.CopyFrom(definition.Body, "cpu", "memory");
        shown.CopyFrom(task.Settings, "launchType", "platformVersion", "enableExecuteCommand");
        shown.Default("enableExecuteCommand", false);
        shown.SetMoment("createdAt", task.CreatedAt);
        shown.SetMoment("connectivityAt", task.PullStartedAt);
        shown.SetMoment("pullStartedAt", task.PullStartedAt);
        shown.SetMoment("pullStoppedAt", task.PullStoppedAt);
        shown.SetMoment("startedAt", task.StartedAt);
        shown.SetMoment("stoppingAt", task.StoppingAt);
        shown.SetMoment("executionStoppedAt", task.StoppedAt);
        shown.SetMoment("stoppedAt", task.StoppedAt);
        return shown;
    }

    private static string Health(EcsTask task)
    {
        var states = task.Containers.Select(container => container.HealthStatus).ToList();
        return states.Contains("UNHEALTHY") ? "UNHEALTHY" : states.TrueForAll(state => state == "HEALTHY") ? "HEALTHY" : "UNKNOWN";
    }

    private static JsonObject Attachment(EcsTask task)
    {
        var details = new JsonArray();
        void Detail(string name, string? value)
        {
            if (value is not null) details.Add((JsonNode)new JsonObject { ["name"] = name, ["value"] = value });
        }

        Detail("subnetId", (string?)task.Settings["networkConfiguration"]?["awsvpcConfiguration"]?["subnets"]?[0]);
        Detail("networkInterfaceId", "eni-" + task.AttachmentId.Replace("-", "", StringComparison.Ordinal)[..17]);
        Detail("macAddress", task.MacAddress);
        Detail("privateDnsName", task.Address is { } address ? $"ip-{address.Replace('.', '-')}.ec2.internal" : null);
        Detail("privateIPv4Address", task.Address);
        return new JsonObject
        {
            ["id"] = task.AttachmentId,
            ["type"] = "ElasticNetworkInterface",
            ["status"] = task.LastStatus == TaskStatuses.Stopped ? "DELETED" : task.Address is null ? "PRECREATED" : "ATTACHED",
            ["details"] = details,
        };
    }

    private static JsonObject Container(EcsTask task, TaskContainer container)
    {
        var shown = new JsonObject
        {
            ["containerArn"] = container.Arn,
            ["taskArn"] = task.Arn,
            ["name"] = container.Name,
            ["image"] = container.Image,
            ["lastStatus"] = container.LastStatus,
            ["healthStatus"] = container.HealthStatus,
            ["networkBindings"] = new JsonArray(),
            ["networkInterfaces"] = task.Address is { } address
                ? new JsonArray(new JsonObject { ["attachmentId"] = task.AttachmentId, ["privateIpv4Address"] = address })
                : new JsonArray(),
        };
        if (container.ImageDigest is not null) shown["imageDigest"] = container.ImageDigest;
        if (container.RuntimeId is not null) shown["runtimeId"] = string.Create(CultureInfo.InvariantCulture, $"{task.Id}-{container.RuntimeId[..10]}");
        if (container.ExitCode is { } code) shown["exitCode"] = code;
        if (container.Reason is not null) shown["reason"] = container.Reason;
        return shown;
    }

    private static JsonObject DefaultOverrides(EcsTask task) => new()
    {
        ["containerOverrides"] = JsonHelp.List(task.Containers.Select(container => new JsonObject { ["name"] = container.Name })),
        ["inferenceAcceleratorOverrides"] = new JsonArray(),
    };
}
