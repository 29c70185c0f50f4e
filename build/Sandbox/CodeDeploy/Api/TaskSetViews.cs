using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Ecs;

namespace Notejam.Sandbox.CodeDeploy.Api;

/// <summary>Task sets as a deployment target shows them.</summary>
internal sealed class TaskSetViews(ITaskSets taskSets)
{
    /// <summary>A deployment's two task sets: as they are now, or as they were when it ended.</summary>
    public async Task<IReadOnlyList<TaskSetInfo>> LookAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        if (!deployment.IsActive) return deployment.FinalTaskSets;
        var settings = deployment.Settings;
        var all = await taskSets.DescribeAsync(deployment.Region, settings.Cluster, settings.Service, cancellationToken);
        return [.. all.Where(set => set.Id == deployment.BlueTaskSet || set.Id == deployment.GreenTaskSet).Select(set => Describe(deployment, set))];
    }

    private static TaskSetInfo Describe(Deployment deployment, TaskSetStatus set)
    {
        var isGreen = set.Id == deployment.GreenTaskSet;
        // arn:…:targetgroup/<name>/<id>
        var name = set.TargetGroupArn.Split('/') is { Length: > 1 } parts ? parts[1] : set.TargetGroupArn;
        return new TaskSetInfo(set.Id, set.Status, set.Desired, set.Pending, set.Running,
            isGreen ? deployment.GreenWeight : 100 - deployment.GreenWeight, name, isGreen ? "Green" : "Blue");
    }
}
