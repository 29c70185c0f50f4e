using Notejam.Sandbox.Access;
using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.CodeDeploy.Engine;

/// <summary>What CodeDeploy may do for a deployment: as the service role of its group may.</summary>
internal sealed class ServiceRole(IServicePermissions permissions)
{
    /// <summary>Demands a call.</summary>
    /// <exception cref="DeploymentFault">The role may not; the code and the words are CodeDeploy's.</exception>
    public async Task DemandAsync(Deployment deployment, ServiceCall call, IReadOnlyList<string> resources, CancellationToken cancellationToken, params IReadOnlyList<(string Key, string Value)> keys)
    {
        var role = deployment.Group.Text("serviceRoleArn") ?? "";
        try
        {
            // The trust policy may depend on the group: https://docs.aws.amazon.com/codedeploy/latest/userguide/getting-started-create-service-role.html
            var group = $"arn:aws:codedeploy:{deployment.Region}:{SandboxOptions.AccountId}:deploymentgroup:{deployment.ApplicationName}/{deployment.GroupName}";
            await permissions.DemandAsync(call, role, "AWSCodeDeploy", deployment.Region, resources, group, cancellationToken, keys);
        }
        catch (AwsException error)
        {
            // https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ErrorInformation.html: IAM_ROLE_PERMISSIONS
            throw new DeploymentFault("IAM_ROLE_PERMISSIONS",
                $"The IAM role {role} does not give you permission to perform operations in the following AWS service: {ServiceOf(call)}. Contact your AWS administrator if you need help. ({error.Message})");
        }
    }

    private static string ServiceOf(ServiceCall call) => call.Actions[0].Split(':')[0] switch
    {
        "ecs" => "AmazonECS",
        "elasticloadbalancing" => "AmazonElasticLoadBalancing",
        "lambda" => "AWSLambda",
        "cloudwatch" => "AmazonCloudWatch",
        var other => other,
    };
}
