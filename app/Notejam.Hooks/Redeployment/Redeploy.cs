using System.Text.Json.Nodes;
using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using Amazon.ECS;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using Notejam.Hooks.Runtime;

namespace Notejam.Hooks.Redeployment;

/// <summary>
/// Deploys the running release anew when a secret was rotated after its tasks were started. It goes by what it finds, not
/// by what it is called with: the event of a rotation makes it quick, a schedule makes it sure. So an event that is lost, or
/// that comes while a deployment is under way, is made good by the next look.
/// </summary>
internal sealed class Redeploy(IAmazonECS ecs, IAmazonCodeDeploy codeDeploy, IAmazonSecretsManager secrets, RolloutTarget target, TimeProvider time, FunctionLog log) : IHandler
{
    private static readonly List<string> ActiveStatuses = ["Created", "Queued", "InProgress", "Baking", "Ready"];

    /// <inheritdoc />
    public async Task<JsonNode?> HandleAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        if (await RunningRelease.FindAsync(ecs, target, cancellationToken) is not { } running) return Tell("Nothing", $"{target.Service} serves nothing yet: its first tasks will read the secrets as they are");
        var rotated = await FindRotatedSinceAsync(running.Since, cancellationToken);
        if (rotated.Count == 0) return Tell("Nothing", $"the tasks of {target.Service} are younger than every secret that they read");
        var names = string.Join(" and ", rotated.Select(secret => secret.Name));
        if (await FindActiveAsync(cancellationToken) is { } active) return Tell("Later", $"deployment {active} is under way: looking again when the schedule says so");
        var definition = await RunnableDefinition.FindAsync(ecs, running.TaskSet.TaskDefinition, cancellationToken);
        if (definition.Arn is null) return Fail("Blocked", $"the tasks of {target.Service} do not get the rotated {names}: {definition.Problem}");
        var failed = await FailedRedeployments.FindAsync(codeDeploy, target, rotated.Max(secret => secret.At), cancellationToken);
        if (failed.Last is { } last && time.GetUtcNow() < failed.NextAttempt)
            return Fail("Later", $"deployment {last.DeploymentId} with the rotated {names} is {last.Status.Value} ({last.ErrorInformation?.Message ?? "CodeDeploy does not say why"}): trying again from {failed.NextAttempt:u} on");
        try
        {
            var created = await codeDeploy.CreateDeploymentAsync(new CreateDeploymentRequest
            {
                ApplicationName = target.Application,
                DeploymentGroupName = target.Group,
                Description = FailedRedeployments.Description + names,
                Revision = new RevisionLocation { RevisionType = RevisionLocationType.AppSpecContent, AppSpecContent = new AppSpecContent { Content = running.ToAppSpec(target, definition.Arn) } },
            }, cancellationToken);
            return Tell("Deployed", $"deployment {created.DeploymentId} gives the tasks the rotated {names}", created.DeploymentId);
        }
        catch (DeploymentLimitExceededException)
        {
            return Tell("Later", "another deployment was faster: looking again when the schedule says so");
        }
    }

    private async Task<List<(string Name, DateTimeOffset At)>> FindRotatedSinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var rotated = new List<(string Name, DateTimeOffset At)>();
        foreach (var id in target.Secrets)
        {
            var secret = await secrets.DescribeSecretAsync(new DescribeSecretRequest { SecretId = id }, cancellationToken);
            // A replica is changed when the secret that it follows is rotated.
            if ((secret.LastRotatedDate ?? secret.LastChangedDate) is { } changed && new DateTimeOffset(changed.ToUniversalTime()) > since) rotated.Add((secret.Name, new DateTimeOffset(changed.ToUniversalTime())));
        }

        return rotated;
    }

    private async Task<string?> FindActiveAsync(CancellationToken cancellationToken) =>
        (await codeDeploy.ListDeploymentsAsync(new ListDeploymentsRequest { ApplicationName = target.Application, DeploymentGroupName = target.Group, IncludeOnlyStatuses = ActiveStatuses }, cancellationToken)).Deployments?.FirstOrDefault();

    // Alarms count what is written as an error.
    private JsonObject Fail(string outcome, string why)
    {
        log.Error(why);
        return new JsonObject { ["outcome"] = outcome, ["why"] = why };
    }

    private JsonObject Tell(string outcome, string why, string? deployment = null)
    {
        log.Info(why);
        return new JsonObject { ["outcome"] = outcome, ["why"] = why, ["deploymentId"] = deployment };
    }
}
