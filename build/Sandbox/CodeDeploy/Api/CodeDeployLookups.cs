using System.Text.Json.Nodes;
using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.CodeDeploy.Api;

/// <summary>Finds what a request names, or answers with CodeDeploy's own error.</summary>
internal static class CodeDeployLookups
{
    /// <summary>The application of <c>applicationName</c>.</summary>
    public static JsonObject Application(this CodeDeployRegion region, JsonObject input)
    {
        var name = input.Required("applicationName", "ApplicationNameRequiredException");
        return region.Applications.TryGetValue(name, out var found) ? found
            : throw new AwsException("ApplicationDoesNotExistException", $"No application found for name: {name}");
    }

    /// <summary>A deployment group of an application.</summary>
    public static JsonObject Group(this CodeDeployRegion region, JsonObject input, string field = "deploymentGroupName")
    {
        region.Application(input);
        var name = input.Required(field, "DeploymentGroupNameRequiredException");
        return region.Groups.TryGetValue(CodeDeployRegion.GroupKey(input.Text("applicationName")!, name), out var found) ? found
            : throw new AwsException("DeploymentGroupDoesNotExistException", $"No Deployment Group found for name: {name}");
    }

    /// <summary>The deployment of <c>deploymentId</c>.</summary>
    public static Deployment Deployment(this CodeDeployRegion region, JsonObject input)
    {
        var id = input.Required("deploymentId", "DeploymentIdRequiredException");
        return region.Deployments.TryGetValue(id, out var found) ? found
            : throw new AwsException("DeploymentDoesNotExistException", $"The deployment {id} could not be found");
    }

    /// <summary>A deployment configuration: AWS's own or one of the region's.</summary>
    public static JsonObject Config(this CodeDeployRegion region, string name) =>
        PredefinedConfigs.Find(name) ?? (region.Configs.TryGetValue(name, out var found) ? found
            : throw new AwsException("DeploymentConfigDoesNotExistException", $"No Deployment Configuration found for name: {name}"));
}
