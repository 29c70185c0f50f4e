using System.Text.Json.Nodes;
using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.CodeDeploy.Api;

/// <summary>What CodeDeploy demands of a deployment group of an ECS application.</summary>
internal static class DeploymentGroupRules
{
    private static readonly string[] RollbackEvents = ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"];

    /// <summary>Writes out what is left to AWS's defaults: clients (<c>aws ecs deploy</c>) read the waits without asking whether they are there.</summary>
    public static void FillDefaults(JsonObject group)
    {
        if (group["blueGreenDeploymentConfiguration"] is not JsonObject blueGreen) return;
        if (blueGreen["deploymentReadyOption"] is JsonObject ready) ready["waitTimeInMinutes"] ??= 0;
        if (blueGreen["terminateBlueInstancesOnDeploymentSuccess"] is JsonObject termination) termination["terminationWaitTimeInMinutes"] ??= 0;
    }

    /// <summary>Checks a group as it is to become.</summary>
    public static void Check(CodeDeployRegion region, JsonObject group)
    {
        region.CheckConfig(group.Text("deploymentConfigName"));
        if (group.Text("computePlatform") != "ECS") return;
        var style = group.Structure("deploymentStyle");
        if (style.Text("deploymentType") != "BLUE_GREEN" || style.Text("deploymentOption") != "WITH_TRAFFIC_CONTROL")
            throw new AwsException("InvalidDeploymentStyleException",
                "For ECS deployment group, deployment type can only be BLUE_GREEN and deployment option can only be WITH_TRAFFIC_CONTROL.");
        CheckServices(region, group);
        CheckLoadBalancer(group.Structure("loadBalancerInfo"));
        CheckWaits(group.Structure("blueGreenDeploymentConfiguration"));
        foreach (var name in group.Structure("autoRollbackConfiguration").Texts("events").Except(RollbackEvents))
            throw new AwsException("InvalidAutoRollbackConfigException", $"The auto rollback event {name} is not one of {string.Join(", ", RollbackEvents)}.");
    }

    private static void CheckConfig(this CodeDeployRegion region, string? name)
    {
        if (name is not null && !name.StartsWith("CodeDeployDefault.", StringComparison.Ordinal)) region.Config(name);
    }

    private static void CheckServices(CodeDeployRegion region, JsonObject group)
    {
        if (group.Structures("ecsServices") is not [var service])
            throw new AwsException("InvalidECSServiceException", "An ECS deployment group must name exactly one ECS service.");
        var taken = region.Groups.Values.FirstOrDefault(other => !IsSame(other, group)
            && other.Structures("ecsServices").Any(item => JsonNode.DeepEquals(item, service)));
        if (taken is not null)
            throw new AwsException("ECSServiceMappingLimitExceededException",
                $"The ECS service {service.Text("serviceName")} is already in the deployment group {taken.Text("deploymentGroupName")}.");
    }

    private static bool IsSame(JsonObject one, JsonObject other) => one.Text("deploymentGroupId") == other.Text("deploymentGroupId");

    private static void CheckLoadBalancer(JsonObject loadBalancer)
    {
        if (loadBalancer.Structures("targetGroupPairInfoList") is not [var pair])
            throw new AwsException("InvalidLoadBalancerInfoException", "An ECS deployment group must have exactly one target group pair.");
        if (pair.Structures("targetGroups").Count != 2)
            throw new AwsException("InvalidTargetGroupPairException", "A target group pair must have exactly two target groups.");
        if (pair.Structure("prodTrafficRoute").Texts("listenerArns").Count != 1 || pair.Structure("testTrafficRoute").Texts("listenerArns").Count > 1)
            throw new AwsException("InvalidTargetGroupPairException", "A traffic route must have exactly one listener.");
    }

    private static void CheckWaits(JsonObject blueGreen)
    {
        if (blueGreen.Structure("terminateBlueInstancesOnDeploymentSuccess").Number("terminationWaitTimeInMinutes") is < 0 or > 2880)
            throw new AwsException("InvalidBlueGreenDeploymentConfigurationException", "The termination wait time must be from 0 to 2880 minutes.");
        if (blueGreen.Structure("deploymentReadyOption").Text("actionOnTimeout") is not (null or "STOP_DEPLOYMENT" or "CONTINUE_DEPLOYMENT"))
            throw new AwsException("InvalidDeploymentReadyOptionException", "actionOnTimeout must be STOP_DEPLOYMENT or CONTINUE_DEPLOYMENT.");
    }
}
