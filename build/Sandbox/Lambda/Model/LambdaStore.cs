using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Lambda.Model;

/// <summary>The one place that holds Lambda's state: read and changed under its lock, saved after each change.</summary>
public sealed class LambdaStore(StateStore files)
{
    private const string FileName = "lambda";
    private readonly Lock _lock = new();
    private readonly LambdaState _state = files.Load<LambdaState>(FileName);

    /// <summary>Names of the regions that hold anything.</summary>
    public IReadOnlyList<string> Regions
    {
        get
        {
            lock (_lock) return [.. _state.Regions.Keys];
        }
    }

    /// <summary>Looks at a region's state.</summary>
    public T Read<T>(string region, Func<LambdaRegion, T> look)
    {
        ArgumentNullException.ThrowIfNull(look);
        lock (_lock) return look(Of(region));
    }

    /// <summary>Changes a region's state. When <paramref name="change"/> throws, nothing is saved; check before you change.</summary>
    public T Write<T>(string region, Func<LambdaRegion, T> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_lock)
        {
            var result = change(Of(region));
            files.Save(FileName, _state);
            return result;
        }
    }

    private LambdaRegion Of(string region)
    {
        if (!_state.Regions.TryGetValue(region, out var found))
            _state.Regions[region] = found = new LambdaRegion();
        return found;
    }
}
