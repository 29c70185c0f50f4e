using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Elb.Model;

/// <summary>The one holder of the load balancing's state.</summary>
public sealed class ElbStore(StateStore files) : RegionStore<ElbRegion>(files, "elb")
{
    /// <summary>The smallest number that no load balancer of any region has.</summary>
    public int FreeNumber() => ReadAll(regions =>
    {
        var taken = regions.Values.SelectMany(region => region.LoadBalancers.Values).Select(balancer => balancer.Number).ToHashSet();
        return Enumerable.Range(1, 254).First(number => !taken.Contains(number));
    });
}
