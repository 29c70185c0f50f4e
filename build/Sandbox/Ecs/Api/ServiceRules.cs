using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecs.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Ecs.Api;

/// <summary>What a service keeps of what it is given, and what AWS refuses.</summary>
internal static class ServiceRules
{
    private static readonly string[] Updatable =
    [
        "deploymentConfiguration", "networkConfiguration", "platformVersion", "placementConstraints", "placementStrategy",
        "capacityProviderStrategy", "healthCheckGracePeriodSeconds", "enableECSManagedTags", "enableExecuteCommand", "propagateTags",
        "loadBalancers", "serviceRegistries", "availabilityZoneRebalancing",
    ];

    private static readonly string[] Fixed = ["launchType", "schedulingStrategy", "deploymentController"];

    // What the AppSpec carries instead, with the words AWS has for each.
    private static readonly (string Field, string Words)[] OwnedByCodeDeploy =
    [
        ("taskDefinition", "task definition"),
        ("loadBalancers", "load balancers"),
        ("networkConfiguration", "network parameters"),
        ("platformVersion", "platform version"),
        ("capacityProviderStrategy", "capacity provider strategy"),
        ("serviceRegistries", "service registries"),
    ];

    /// <summary>The settings of a new service, with AWS's defaults.</summary>
    public static JsonObject Settings(JsonObject input)
    {
        var settings = new JsonObject().CopyFrom(input, Updatable).CopyFrom(input, Fixed);
        settings.Default("deploymentController", new JsonObject { ["type"] = "ECS" });
        settings.Default("schedulingStrategy", "REPLICA");
        settings.Default("enableECSManagedTags", false);
        settings.Default("enableExecuteCommand", false);
        settings.Default("propagateTags", "NONE");
        settings.Default("healthCheckGracePeriodSeconds", 0);
        settings.Default("availabilityZoneRebalancing", "DISABLED");
        foreach (var name in new[] { "loadBalancers", "serviceRegistries", "placementConstraints", "placementStrategy" }) settings.Default(name, new JsonArray());
        if (settings["capacityProviderStrategy"] is null) settings.Default("launchType", "EC2");
        if ((string?)settings["launchType"] == "FARGATE") settings.Default("platformVersion", "LATEST");

        settings.Default("deploymentConfiguration", new JsonObject());
        var deployment = settings["deploymentConfiguration"]!.AsObject();
        deployment.Default("maximumPercent", 200);
        deployment.Default("minimumHealthyPercent", 100);
        CompleteNetwork(settings);
        return settings;
    }

    /// <summary>Takes an update's settings over.</summary>
    public static void Apply(ServiceRecord service, JsonObject input)
    {
        service.Settings.CopyFrom(input, Updatable);
        CompleteNetwork(service.Settings);
    }

    /// <summary>Refuses what only a deployment of CodeDeploy may change.</summary>
    public static void RefuseWhatCodeDeployOwns(JsonObject input)
    {
        const string Remedy = "on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.";
        foreach (var (field, words) in OwnedByCodeDeploy)
            if (input[field] is not null) throw new AwsException("InvalidParameterException", $"Unable to update {words} {Remedy}");
        if ((bool?)input["forceNewDeployment"] == true) throw new AwsException("InvalidParameterException", $"Cannot force a new deployment {Remedy}");
    }

    /// <summary>Refuses to start tasks of the awsvpc mode without a network configuration.</summary>
    public static void RequireNetwork(TaskDefinition definition, JsonObject input)
    {
        if ((string?)definition.Body["networkMode"] == "awsvpc" && input["networkConfiguration"]?["awsvpcConfiguration"] is null)
            throw new AwsException("InvalidParameterException", "Network Configuration must be provided when networkMode 'awsvpc' is specified.");
    }

    private static void CompleteNetwork(JsonObject settings)
    {
        if (settings["networkConfiguration"]?["awsvpcConfiguration"] is not JsonObject network) return;
        network.Default("assignPublicIp", "DISABLED");
        network.Default("securityGroups", new JsonArray());
    }
}
