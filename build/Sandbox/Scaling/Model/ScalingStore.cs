using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Scaling.Model;

/// <summary>The one place that holds the scaling's state: read and changed under its lock, saved after each change.</summary>
public sealed class ScalingStore(StateStore files)
{
    private const string FileName = "scaling";
    private readonly Lock _lock = new();
    private readonly ScalingState _state = files.Load<ScalingState>(FileName);

    /// <summary>Names of the regions that hold anything.</summary>
    public IReadOnlyList<string> Regions
    {
        get
        {
            lock (_lock) return [.. _state.Regions.Keys];
        }
    }

    /// <summary>Looks at a region's state.</summary>
    public T Read<T>(string region, Func<ScalingRegion, T> look)
    {
        ArgumentNullException.ThrowIfNull(look);
        lock (_lock) return look(Of(region));
    }

    /// <summary>Changes a region's state. When <paramref name="change"/> throws, nothing is saved; check before you change.</summary>
    public T Write<T>(string region, Func<ScalingRegion, T> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_lock)
        {
            var result = change(Of(region));
            files.Save(FileName, _state);
            return result;
        }
    }

    private ScalingRegion Of(string region)
    {
        if (!_state.Regions.TryGetValue(region, out var found))
            _state.Regions[region] = found = new ScalingRegion();
        return found;
    }
}
