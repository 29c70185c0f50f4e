using System.Text.Json.Nodes;
using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Rollout;

/// <summary>
/// The AppSpec: besides the task definition it carries the network configuration, which a service under CodeDeploy takes
/// from here and not from Terraform. The functions' Redeploy writes the same.
/// </summary>
public static class AppSpec
{
    /// <summary>The AppSpec of a release as the revision of a deployment.</summary>
    public static RevisionLocation Create(string taskDefinitionArn, InfraOutputs infra)
    {
        var properties = new JsonObject
        {
            ["TaskDefinition"] = taskDefinitionArn,
            ["LoadBalancerInfo"] = new JsonObject { ["ContainerName"] = infra.ContainerName, ["ContainerPort"] = infra.ContainerPort },
            ["NetworkConfiguration"] = new JsonObject
            {
                ["AwsvpcConfiguration"] = new JsonObject
                {
                    ["Subnets"] = new JsonArray([.. infra.SubnetIds.Select(id => JsonValue.Create(id))]),
                    ["SecurityGroups"] = new JsonArray([.. infra.SecurityGroupIds.Select(id => JsonValue.Create(id))]),
                    ["AssignPublicIp"] = "DISABLED",
                },
            },
        };
        var content = new JsonObject
        {
            ["version"] = "0.0",
            ["Resources"] = new JsonArray(new JsonObject { ["TargetService"] = new JsonObject { ["Type"] = "AWS::ECS::Service", ["Properties"] = properties } }),
        };
        if (infra.RolloutHooks.Count > 0)
            content["Hooks"] = new JsonArray([.. infra.RolloutHooks.OrderBy(hook => hook.Key, StringComparer.Ordinal).Select(hook => new JsonObject { [hook.Key] = hook.Value })]);
        return new RevisionLocation { RevisionType = RevisionLocationType.AppSpecContent, AppSpecContent = new AppSpecContent { Content = content.ToJsonString() } };
    }
}
