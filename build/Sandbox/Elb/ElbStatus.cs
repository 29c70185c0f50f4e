using System.Text.Json.Nodes;
using Notejam.Sandbox.Elb.Model;
using Notejam.Sandbox.Elb.Traffic;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.Elb;

/// <summary>Listeners and target groups with their weights and targets, for the page.</summary>
internal sealed class ElbStatus(ElbStore store, TrafficPlane traffic, SandboxOptions options) : IStatusSource
{
    /// <inheritdoc />
    public string Name => "elb";

    /// <inheritdoc />
    public JsonNode Describe() => new JsonObject
    {
        ["listeners"] = Listed(region => region.Listeners.Values, Listener),
        ["targetGroups"] = Listed(region => region.TargetGroups.Values, Group),
    };

    private JsonArray Listed<T>(Func<ElbRegion, IEnumerable<T>> things, Func<string, ElbRegion, T, JsonNode> show) =>
        new([.. store.Regions.SelectMany(region => store.Read(region, state => things(state).Select(thing => show(region, state, thing)).ToList()))]);

    private JsonNode Listener(string region, ElbRegion state, Listener listener)
    {
        var balancer = state.LoadBalancers[listener.LoadBalancerArn];
        var weights = listener.DefaultActions.SelectMany(action => action.TargetGroups)
            .Select(group => $"{state.TargetGroups.GetValueOrDefault(group.Arn)?.Name} {group.Weight}");
        return new JsonObject
        {
            ["region"] = region,
            ["name"] = balancer.Name,
            ["status"] = "active",
            ["url"] = $"{listener.Protocol.ToLowerInvariant()}://{options.LoadBalancerAddress(balancer.Number)}:{listener.Port}/",
            ["weights"] = string.Join(", ", weights),
        };
    }

    private JsonNode Group(string region, ElbRegion state, TargetGroup group)
    {
        var pool = traffic.Pools.FirstOrDefault(candidate => candidate.Arn == group.Arn);
        var targets = pool?.Targets.Select(target => $"{target.Address}:{target.Port} {target.Health.State}") ?? [];
        return new JsonObject
        {
            ["region"] = region,
            ["name"] = group.Name,
            ["status"] = state.LoadBalancersUsing(group.Arn).Count > 0 ? "in use" : "unused",
            ["targets"] = string.Join(", ", targets),
        };
    }
}
