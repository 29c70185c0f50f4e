using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;

namespace Notejam.Hooks.Redeployment;

/// <summary>
/// Redeployments that have failed since a rotation. Each is waited after for as long as the rotation was ago when it began:
/// so the attempts become rarer by half each time, and a day apart at most. What makes one fail is seldom gone by the next look.
/// </summary>
/// <param name="Last">The newest; null when none has failed.</param>
internal sealed record FailedRedeployments(DeploymentInfo? Last, DateTimeOffset NextAttempt)
{
    /// <summary>How every redeployment's description begins. The pipeline knows them by that, and waits for them.</summary>
    public const string Description = "Notejam with the rotated ";

    private static readonly List<string> FailedStatuses = ["Failed", "Stopped"];
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Looks.</summary>
    public static async Task<FailedRedeployments> FindAsync(IAmazonCodeDeploy codeDeploy, RolloutTarget target, DateTimeOffset rotated, CancellationToken cancellationToken)
    {
        DeploymentInfo? last = null;
        var request = new ListDeploymentsRequest
        {
            ApplicationName = target.Application, DeploymentGroupName = target.Group, IncludeOnlyStatuses = FailedStatuses, CreateTimeRange = new TimeRange { Start = rotated.UtcDateTime },
        };
        do
        {
            var page = await codeDeploy.ListDeploymentsAsync(request, cancellationToken);
            foreach (var id in page.Deployments ?? [])
            {
                var found = (await codeDeploy.GetDeploymentAsync(new GetDeploymentRequest { DeploymentId = id }, cancellationToken)).DeploymentInfo;
                if (found.Description?.StartsWith(Description, StringComparison.Ordinal) == true && CreatedAt(found) >= rotated && (last is null || CreatedAt(found) > CreatedAt(last))) last = found;
            }

            request.NextToken = page.NextToken;
        }
        while (request.NextToken is { Length: > 0 });

        return last is null ? new FailedRedeployments(null, rotated) : new FailedRedeployments(last, NextAfter(CreatedAt(last), rotated));
    }

    /// <summary>When to try again.</summary>
    internal static DateTimeOffset NextAfter(DateTimeOffset last, DateTimeOffset rotated) => last + (last - rotated < Longest ? last - rotated : Longest);

    private static DateTimeOffset CreatedAt(DeploymentInfo found) => new((found.CreateTime ?? default).ToUniversalTime());
}
