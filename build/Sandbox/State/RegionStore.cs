namespace Notejam.Sandbox.State;

/// <summary>A service's state, region by region; see <see cref="Store{T}"/>.</summary>
/// <typeparam name="T">The state of one region.</typeparam>
/// <param name="files">Where it is kept.</param>
/// <param name="name">Its name there: the service's.</param>
public class RegionStore<T>(StateStore files, string name) : Store<RegionStates<T>>(files, name) where T : class, new()
{
    /// <summary>Names of the regions that hold anything.</summary>
    public IReadOnlyList<string> Regions => Read(state => state.Regions.Keys.ToList());

    /// <summary>Looks at a region's state.</summary>
    /// <returns>A copy of what the look found.</returns>
    public TResult Read<TResult>(string region, Func<T, TResult> look)
    {
        ArgumentNullException.ThrowIfNull(look);
        return Read(state => look(Of(state, region)));
    }

    /// <summary>Changes a region's state. When <paramref name="change"/> throws, nothing is kept on disk; check before you change.</summary>
    /// <returns>A copy of what the change answered.</returns>
    public TResult Write<TResult>(string region, Func<T, TResult> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Write(state => change(Of(state, region)));
    }

    /// <summary>Changes a region's state.</summary>
    public void Write(string region, Action<T> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Write(state => change(Of(state, region)));
    }

    /// <summary>Looks at all regions.</summary>
    /// <returns>A copy of what the look found.</returns>
    public TResult ReadAll<TResult>(Func<IReadOnlyDictionary<string, T>, TResult> look)
    {
        ArgumentNullException.ThrowIfNull(look);
        return Read(state => look(state.Regions));
    }

    /// <summary>Changes two regions in one step: what a copy between them needs.</summary>
    public void Write(string first, string second, Action<T, T> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Write(state => change(Of(state, first), Of(state, second)));
    }

    /// <summary>Refuses a region in which the service is not served; all are unless a service says otherwise.</summary>
    protected virtual void Demand(string region)
    {
    }

    private T Of(RegionStates<T> state, string region)
    {
        Demand(region);
        if (!state.Regions.TryGetValue(region, out var found)) state.Regions[region] = found = new T();
        return found;
    }
}
