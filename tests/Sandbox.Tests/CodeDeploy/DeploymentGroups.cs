using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Tests.CodeDeploy;

/// <summary>Inputs of CreateDeploymentGroup.</summary>
internal static class DeploymentGroups
{
    public static JsonObject Input(string config) => JsonNode.Parse($$"""
        {
          "applicationName": "app", "deploymentGroupName": "group", "deploymentConfigName": "{{config}}", "serviceRoleArn": "arn:aws:iam::123456789012:role/deploy",
          "deploymentStyle": { "deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL" },
          "ecsServices": [ { "clusterName": "cluster", "serviceName": "web" } ],
          "loadBalancerInfo": { "targetGroupPairInfoList": [ {
            "targetGroups": [ { "name": "one" }, { "name": "two" } ],
            "prodTrafficRoute": { "listenerArns": [ "arn:production" ] }, "testTrafficRoute": { "listenerArns": [ "arn:test" ] } } ] },
          "autoRollbackConfiguration": { "enabled": true, "events": [ "DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM" ] },
          "alarmConfiguration": { "enabled": true, "alarms": [ { "name": "errors" } ] },
          "blueGreenDeploymentConfiguration": {
            "deploymentReadyOption": { "actionOnTimeout": "CONTINUE_DEPLOYMENT", "waitTimeInMinutes": 0 },
            "terminateBlueInstancesOnDeploymentSuccess": { "action": "TERMINATE", "terminationWaitTimeInMinutes": 5 } }
        }
        """)!.AsObject();

    /// <summary>Production traffic waits for ContinueDeployment.</summary>
    public static void WaitForContinue(JsonObject group) =>
        group["blueGreenDeploymentConfiguration"]!["deploymentReadyOption"] = new JsonObject { ["actionOnTimeout"] = "STOP_DEPLOYMENT", ["waitTimeInMinutes"] = 30 };
}
