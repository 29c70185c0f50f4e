using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Scaling.Model;

namespace Notejam.Sandbox.Scaling.Api;

/// <summary>What was scaled, when and why.</summary>
internal sealed class ActivityOperations(ScalingStore store) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations => [new("DescribeScalingActivities", Describe)];

    private JsonObject Describe(AwsRequest request)
    {
        ScalingArguments.DemandNamespace(request);
        var id = request.Json.Text("ResourceId");
        return store.Read(request.Region, state => ScalingArguments.Page(
            request, "ScalingActivities", state.Activities.Where(activity => id is null || activity.ResourceId == id).Select(Show)));
    }

    private static JsonObject Show(ScalingActivity activity)
    {
        var shown = ScalingArguments.Named(activity.ResourceId);
        shown["ActivityId"] = activity.Id;
        shown["Description"] = $"Setting desired count to {activity.Capacity}.";
        shown["Cause"] = activity.Cause;
        shown["StartTime"] = AwsResponse.Epoch(activity.StartedAt);
        if (activity.EndedAt is { } ended) shown["EndTime"] = AwsResponse.Epoch(ended);
        shown["StatusCode"] = activity.Status;
        var outcome = activity.Status switch
        {
            "Successful" => "Change successfully fulfilled by ecs.",
            "Overridden" => "Change was overridden by a later one.",
            _ => "Waiting for change to be fulfilled by ecs.",
        };
        shown["StatusMessage"] = $"Successfully set desired count to {activity.Capacity}. {outcome}";
        return shown;
    }
}
