using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Rds.Model;

/// <summary>The one holder of RDS's state: every look and every change goes through its lock.</summary>
internal sealed class RdsStore(StateStore files)
{
    private const string FileName = "rds";
    private readonly Lock _lock = new();
    private readonly RdsState _state = files.Load<RdsState>(FileName);

    /// <summary>Looks at a region's state.</summary>
    public T Read<T>(string region, Func<RdsRegion, T> look)
    {
        lock (_lock) return look(Region(region));
    }

    /// <summary>Changes a region's state and keeps the change.</summary>
    public T Change<T>(string region, Func<RdsRegion, T> change)
    {
        lock (_lock)
        {
            var result = change(Region(region));
            files.Save(FileName, _state);
            return result;
        }
    }

    /// <summary>Looks at all regions.</summary>
    public T ReadAll<T>(Func<IEnumerable<KeyValuePair<string, RdsRegion>>, T> look)
    {
        lock (_lock) return look(_state.Regions);
    }

    private RdsRegion Region(string region)
    {
        if (!_state.Regions.TryGetValue(region, out var found)) _state.Regions[region] = found = new RdsRegion();
        return found;
    }
}
