using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Ecs.Api;

/// <summary>What a task definition must have, and what AWS adds to it.</summary>
internal static class TaskDefinitionRules
{
    /// <summary>Checks a registration and fills AWS's defaults in.</summary>
    /// <exception cref="AwsException">It lacks something; all of it is named.</exception>
    public static JsonObject Complete(JsonObject registration)
    {
        var body = registration.DeepClone().AsObject();
        body.Remove("tags");
        var containers = (body["containerDefinitions"] as JsonArray)?.Select(container => container!.AsObject()).ToList() ?? [];
        var wrong = Faults(body, containers).ToList();
        if (wrong.Count > 0) throw new AwsException("ClientException", string.Join(" ", wrong));

        body.Default("volumes", new JsonArray());
        body.Default("placementConstraints", new JsonArray());
        var fargate = IsFargate(body);
        body["compatibilities"] = fargate ? JsonHelp.Texts(["EC2", "FARGATE"]) : JsonHelp.Texts(["EXTERNAL", "EC2"]);
        foreach (var container in containers) CompleteContainer(container, (string?)body["networkMode"] == "awsvpc");
        return body;
    }

    private static IEnumerable<string> Faults(JsonObject body, List<JsonObject> containers)
    {
        if (string.IsNullOrEmpty((string?)body["family"])) yield return "Family should not be null or empty.";
        if (containers.Count == 0) yield return "Task definition does not have any container definitions.";
        foreach (var container in containers)
        {
            if (string.IsNullOrEmpty((string?)container["name"])) yield return "Container.name should not be null or empty.";
            if (string.IsNullOrEmpty((string?)container["image"])) yield return "Container.image should not be null or empty.";
        }

        var doubled = containers.GroupBy(container => (string?)container["name"]).FirstOrDefault(group => group.Count() > 1);
        if (doubled is not null) yield return $"Container names must be unique: '{doubled.Key}' is there {doubled.Count()} times.";
        if (containers.Count > 0 && containers.TrueForAll(container => (bool?)container["essential"] == false))
            yield return "At least one container in the task must be marked as essential.";
        if (!IsFargate(body)) yield break;
        if ((string?)body["networkMode"] != "awsvpc") yield return "Fargate only supports network mode 'awsvpc'.";
        if (body["cpu"] is null) yield return "Fargate requires that 'cpu' be defined at the task level.";
        if (body["memory"] is null) yield return "Fargate requires that 'memory' be defined at the task level.";
    }

    private static void CompleteContainer(JsonObject container, bool awsvpc)
    {
        container.Default("cpu", 0);
        container.Default("essential", true);
        foreach (var name in new[] { "portMappings", "environment", "mountPoints", "volumesFrom", "systemControls" }) container.Default(name, new JsonArray());
        foreach (var mapping in container["portMappings"]!.AsArray().Select(node => node!.AsObject()))
        {
            if (awsvpc && mapping["containerPort"] is { } port) mapping.Default("hostPort", port.DeepClone());
            mapping.Default("protocol", "tcp");
        }
    }

    private static bool IsFargate(JsonObject body) => body["requiresCompatibilities"]?.AsArray().Any(item => (string?)item == "FARGATE") == true;
}
