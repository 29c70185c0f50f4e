using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;

namespace Notejam.Pipeline.Rollout;

/// <summary>A deployment as one look at CodeDeploy shows it.</summary>
/// <param name="Status">CodeDeploy's status; the text, so that one unknown today is noticed and not mistaken.</param>
/// <param name="Events">Lifecycle events and their status, in order.</param>
/// <param name="GreenWeight">Share of the traffic that the new task set takes, in percent.</param>
/// <param name="RollbackDeploymentId">The deployment that brings the old release back.</param>
/// <param name="Message">What CodeDeploy says of a failure.</param>
public sealed record DeploymentSnapshot(
    string Id, string Status, IReadOnlyList<KeyValuePair<string, string>> Events, double GreenWeight, string? RollbackDeploymentId, string? Message, DateTimeOffset CreatedAt)
{
    /// <summary>Looks at a deployment and its one target.</summary>
    public static async Task<DeploymentSnapshot> ReadAsync(IAmazonCodeDeploy codeDeploy, string deploymentId, CancellationToken cancellationToken)
    {
        var info = (await codeDeploy.GetDeploymentAsync(new GetDeploymentRequest { DeploymentId = deploymentId }, cancellationToken)).DeploymentInfo;
        var target = await FindTargetAsync(codeDeploy, deploymentId, cancellationToken);
        var green = target?.TaskSetsInfo?.FirstOrDefault(set => set.TaskSetLabel == TargetLabel.Green);
        var rollback = info.RollbackInfo?.RollbackDeploymentId;
        return new DeploymentSnapshot(
            deploymentId,
            info.Status.Value,
            [.. (target?.LifecycleEvents ?? []).Select(item => KeyValuePair.Create(item.LifecycleEventName, item.Status?.Value ?? "Unknown"))],
            green?.TrafficWeight ?? 0,
            string.IsNullOrEmpty(rollback) ? null : rollback,
            Explain(info),
            new DateTimeOffset(info.CreateTime ?? default, TimeSpan.Zero));
    }

    /// <summary>Status of a lifecycle event; <c>Pending</c> while it is not listed.</summary>
    public string StatusOf(string lifecycleEvent) => Events.FirstOrDefault(item => item.Key == lifecycleEvent).Value ?? "Pending";

    private static async Task<ECSTarget?> FindTargetAsync(IAmazonCodeDeploy codeDeploy, string deploymentId, CancellationToken cancellationToken)
    {
        try
        {
            var ids = (await codeDeploy.ListDeploymentTargetsAsync(new ListDeploymentTargetsRequest { DeploymentId = deploymentId }, cancellationToken)).TargetIds;
            if (ids is null || ids.Count == 0) return null;
            var response = await codeDeploy.BatchGetDeploymentTargetsAsync(new BatchGetDeploymentTargetsRequest { DeploymentId = deploymentId, TargetIds = ids }, cancellationToken);
            return response.DeploymentTargets?.FirstOrDefault()?.EcsTarget;
        }
        catch (DeploymentNotStartedException)
        {
            return null;
        }
    }

    private static string? Explain(DeploymentInfo info)
    {
        var parts = new[] { info.ErrorInformation is { } error ? $"{error.Code?.Value}: {error.Message}" : null, info.RollbackInfo?.RollbackMessage };
        var text = string.Join(" ", parts.Where(part => !string.IsNullOrWhiteSpace(part)));
        return text.Length > 0 ? text : null;
    }
}
