using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Host;
using Notejam.Sandbox.Scaling.Model;

namespace Notejam.Sandbox.Scaling;

/// <summary>Scalable targets and what was done about them, for the page.</summary>
internal sealed class ScalingStatus(ScalingStore store) : IStatusSource
{
    /// <inheritdoc />
    public string Name => "scaling";

    /// <inheritdoc />
    public JsonNode Describe() => new JsonObject
    {
        ["targets"] = JsonReading.Array(store.Regions.SelectMany(region => store.Read(region, state => state.Targets.Values.Select(target => Target(region, target)).ToList()))),
        ["activities"] = JsonReading.Array(store.Regions.SelectMany(region => store.Read(region, state => state.Activities.Select(activity => Activity(region, activity)).ToList()))),
    };

    private static JsonObject Target(string region, ScalableTarget target) => new()
    {
        ["region"] = region,
        ["name"] = target.ResourceId,
        ["status"] = $"{target.MinCapacity} to {target.MaxCapacity}",
        ["policies"] = target.Policies.Count,
    };

    private static JsonObject Activity(string region, ScalingActivity activity) => new()
    {
        ["region"] = region,
        ["name"] = activity.ResourceId,
        ["status"] = activity.Status,
        ["capacity"] = activity.Capacity,
        ["cause"] = activity.Cause,
    };
}
