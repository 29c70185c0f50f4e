using System.Text.Json.Nodes;

namespace Notejam.Sandbox.CodeDeploy.Model;

/// <summary>Looks back at a deployment group's deployments.</summary>
internal static class DeploymentHistory
{
    /// <summary>A group's deployments, newest first.</summary>
    public static IEnumerable<Deployment> Of(CodeDeployRegion region, string application, string group) => region.Deployments.Values
        .Where(item => item.ApplicationName == application && item.GroupName == group)
        .OrderByDescending(item => item.CreatedAt);

    /// <summary>The revision that serves: that of the last deployment that succeeded, or null.</summary>
    public static JsonObject? LastSuccessfulRevision(CodeDeployRegion region, string application, string group) =>
        Of(region, application, group).FirstOrDefault(item => item.Status == DeploymentStatus.Succeeded)?.Revision.DeepClone().AsObject();
}
