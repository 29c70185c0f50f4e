using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Elb.Model;

/// <summary>The one place that holds the load balancing's state: read and changed under its lock, saved after each change.</summary>
public sealed class ElbStore(StateStore files)
{
    private const string FileName = "elb";
    private readonly Lock _lock = new();
    private readonly ElbState _state = files.Load<ElbState>(FileName);

    /// <summary>Names of the regions that hold anything.</summary>
    public IReadOnlyList<string> Regions
    {
        get
        {
            lock (_lock) return [.. _state.Regions.Keys];
        }
    }

    /// <summary>Looks at a region's state.</summary>
    public T Read<T>(string region, Func<ElbRegion, T> look)
    {
        lock (_lock) return look(Of(region));
    }

    /// <summary>Changes a region's state. When <paramref name="change"/> throws, nothing is saved; check before you change.</summary>
    public T Write<T>(string region, Func<ElbRegion, T> change)
    {
        lock (_lock)
        {
            var result = change(Of(region));
            files.Save(FileName, _state);
            return result;
        }
    }

    /// <summary>The smallest number that no load balancer of any region has.</summary>
    public int FreeNumber()
    {
        lock (_lock)
        {
            var taken = _state.Regions.Values.SelectMany(region => region.LoadBalancers.Values).Select(balancer => balancer.Number).ToHashSet();
            return Enumerable.Range(1, 254).First(number => !taken.Contains(number));
        }
    }

    private ElbRegion Of(string region)
    {
        if (!_state.Regions.TryGetValue(region, out var found))
            _state.Regions[region] = found = new ElbRegion();
        return found;
    }
}
