using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.CodeDeploy;

/// <summary>CodeDeploy: blue-green deployments of ECS services.</summary>
internal sealed class CodeDeployService(
    ApplicationOperations applications, DeploymentGroupOperations groups, DeploymentConfigOperations configs, DeploymentOperations deployments,
    DeploymentQueries queries, DeploymentTargetOperations targets, HookCalls hooks, CodeDeployTags tags) : AwsService("codedeploy")
{
    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, Func<AwsRequest, CancellationToken, Task<AwsResponse>>> Operations { get; } =
        new Dictionary<string, Func<AwsRequest, CancellationToken, Task<AwsResponse>>>
        {
            ["CreateApplication"] = applications.CreateAsync,
            ["GetApplication"] = applications.GetAsync,
            ["UpdateApplication"] = applications.UpdateAsync,
            ["DeleteApplication"] = applications.DeleteAsync,
            ["ListApplications"] = applications.ListAsync,
            ["CreateDeploymentGroup"] = groups.CreateAsync,
            ["GetDeploymentGroup"] = groups.GetAsync,
            ["BatchGetDeploymentGroups"] = groups.BatchGetAsync,
            ["UpdateDeploymentGroup"] = groups.UpdateAsync,
            ["DeleteDeploymentGroup"] = groups.DeleteAsync,
            ["ListDeploymentGroups"] = groups.ListAsync,
            ["CreateDeploymentConfig"] = configs.CreateAsync,
            ["GetDeploymentConfig"] = configs.GetAsync,
            ["DeleteDeploymentConfig"] = configs.DeleteAsync,
            ["ListDeploymentConfigs"] = configs.ListAsync,
            ["CreateDeployment"] = deployments.CreateAsync,
            ["StopDeployment"] = deployments.StopAsync,
            ["ContinueDeployment"] = deployments.ContinueAsync,
            ["PutLifecycleEventHookExecutionStatus"] = hooks.ReportAsync,
            ["GetDeployment"] = queries.GetAsync,
            ["BatchGetDeployments"] = queries.BatchGetAsync,
            ["ListDeployments"] = queries.ListAsync,
            ["ListDeploymentTargets"] = targets.ListAsync,
            ["GetDeploymentTarget"] = targets.GetAsync,
            ["BatchGetDeploymentTargets"] = targets.BatchGetAsync,
            ["ListTagsForResource"] = tags.ListAsync,
            ["TagResource"] = tags.TagAsync,
            ["UntagResource"] = tags.UntagAsync,
        };
}
