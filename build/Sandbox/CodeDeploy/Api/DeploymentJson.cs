using System.Text.Json.Nodes;
using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.CodeDeploy.Api;

/// <summary>Writes deployments as the API describes them.</summary>
internal static class DeploymentJson
{
    /// <summary>A deploymentInfo.</summary>
    public static JsonObject Write(CodeDeployRegion region, Deployment deployment)
    {
        var json = new JsonObject
        {
            ["applicationName"] = deployment.ApplicationName,
            ["deploymentGroupName"] = deployment.GroupName,
            ["deploymentConfigName"] = deployment.ConfigName,
            ["deploymentId"] = deployment.Id,
            ["revision"] = deployment.Revision.DeepClone(),
            ["status"] = deployment.Status,
            ["createTime"] = AwsResponse.Epoch(deployment.CreatedAt),
            ["creator"] = deployment.Creator,
            ["computePlatform"] = "ECS",
            ["ignoreApplicationStopFailures"] = false,
            ["updateOutdatedInstancesOnly"] = false,
            ["deploymentOverview"] = Overview(deployment),
            ["deploymentStatusMessages"] = JsonReading.Array(deployment.ErrorMessage is { } text ? [text] : []),
            ["instanceTerminationWaitTimeStarted"] = deployment.TerminationWaitSince is not null,
        };
        if (deployment.Description is { } description) json["description"] = description;
        if (deployment.StartedAt is { } started) json["startTime"] = AwsResponse.Epoch(started);
        if (deployment.CompletedAt is { } completed) json["completeTime"] = AwsResponse.Epoch(completed);
        if (deployment.ErrorCode is { } code)
            json["errorInformation"] = new JsonObject { ["code"] = code, ["message"] = deployment.ErrorMessage };
        if (Previous(region, deployment) is { } previous) json["previousRevision"] = previous;
        if (Rollback(deployment) is { } rollback) json["rollbackInfo"] = rollback;
        foreach (var name in (string[])["deploymentStyle", "loadBalancerInfo", "blueGreenDeploymentConfiguration", "autoRollbackConfiguration", "overrideAlarmConfiguration"])
            if (deployment.Group[name] is { } part)
                json[name] = part.DeepClone();
        return json;
    }

    private static JsonObject? Rollback(Deployment deployment)
    {
        if (deployment.RollbackDeploymentId is { } id)
            return new JsonObject { ["rollbackDeploymentId"] = id, ["rollbackMessage"] = $"Deployment {deployment.Id} is rolled back by deployment {id}." };
        if (deployment.RollbackTriggeringDeploymentId is { } trigger)
            return new JsonObject { ["rollbackTriggeringDeploymentId"] = trigger, ["rollbackMessage"] = $"Deployment {trigger} is being rolled back." };
        return null;
    }

    private static JsonNode? Previous(CodeDeployRegion region, Deployment deployment) =>
        DeploymentHistory.Of(region, deployment.ApplicationName, deployment.GroupName)
            .FirstOrDefault(other => other.CreatedAt < deployment.CreatedAt && other.Status == DeploymentStatus.Succeeded)?.Revision.DeepClone();

    private static JsonObject Overview(Deployment deployment)
    {
        var overview = new JsonObject { ["Pending"] = 0, ["InProgress"] = 0, ["Succeeded"] = 0, ["Failed"] = 0, ["Skipped"] = 0, ["Ready"] = 0 };
        overview[TargetStatus(deployment)] = 1;
        return overview;
    }

    /// <summary>The status of a deployment's one target, the ECS service.</summary>
    public static string TargetStatus(Deployment deployment) => deployment.Status switch
    {
        DeploymentStatus.Created => "Pending",
        DeploymentStatus.Stopped => "Failed",
        var status => status,
    };
}
