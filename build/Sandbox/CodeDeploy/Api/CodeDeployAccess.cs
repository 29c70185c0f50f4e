using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Access;

namespace Notejam.Sandbox.CodeDeploy.Api;

/// <summary>What requests to CodeDeploy need. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodedeploy.html</summary>
internal sealed class CodeDeployAccess(CodeDeployStore store) : ServiceAccess("codedeploy")
{
    public static ServiceAccess Create(IServiceProvider provider) => new CodeDeployAccess(provider.GetRequiredService<CodeDeployStore>())
    {
        Names = new Dictionary<string, string[]>
        {
            ["ApplicationName"] = ["applicationName", "applicationNames"],
            ["DeploymentGroupName"] = ["deploymentGroupName", "currentDeploymentGroupName", "deploymentGroupNames"],
            ["DeploymentConfigurationName"] = ["deploymentConfigName"],
        },
        PassedRoles = new Dictionary<string, PassedRole>
        {
            ["CreateDeploymentGroup"] = new("codedeploy.amazonaws.com", "serviceRoleArn"),
            ["UpdateDeploymentGroup"] = new("codedeploy.amazonaws.com", "serviceRoleArn"),
        },
    };

    // A deployment has no ARN: who asks about one asks about its group.
    protected override IReadOnlyList<string> ResourcesOf(string action, RequestFacts facts)
    {
        if (facts.First("deploymentId") is not { } id || facts.Has("deploymentGroupName")) return base.ResourcesOf(action, facts);
        return store.Read(facts.Request.Region, region => region.Deployments.GetValueOrDefault(id)) is { } deployment
            && Notejam.AccessControl.Reference.ServiceAuthorizationReference.Shared.FindAction(action) is { HasNoResources: false }
            ? [facts.Request.Arn("codedeploy", $"deploymentgroup:{deployment.ApplicationName}/{deployment.GroupName}")]
            : base.ResourcesOf(action, facts);
    }
}
