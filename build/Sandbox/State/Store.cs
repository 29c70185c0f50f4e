namespace Notejam.Sandbox.State;

/// <summary>
/// The one holder of a service's state: every look and every change goes through its lock, every change is kept on disk. It
/// hands out copies. What a caller holds is a moment's picture: changing it changes nothing, and it does not follow later
/// changes.
/// </summary>
/// <typeparam name="T">The state: plain data that JSON can hold.</typeparam>
/// <param name="files">Where it is kept.</param>
/// <param name="name">Its name there: the service's.</param>
public class Store<T>(StateStore files, string name) where T : class, new()
{
    private readonly Lock _lock = new();
    private readonly T _state = Load(files, name);

    /// <summary>Looks at the state.</summary>
    /// <returns>A copy of what the look found.</returns>
    public TResult Read<TResult>(Func<T, TResult> look)
    {
        ArgumentNullException.ThrowIfNull(look);
        lock (_lock) return DeepCopy.Of(look(_state));
    }

    /// <summary>Changes the state. When <paramref name="change"/> throws, nothing is kept on disk; check before you change.</summary>
    /// <returns>A copy of what the change answered.</returns>
    public TResult Write<TResult>(Func<T, TResult> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_lock)
        {
            var result = change(_state);
            files.Save(name, _state);
            return DeepCopy.Of(result);
        }
    }

    /// <summary>Changes the state.</summary>
    public void Write(Action<T> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Write(state =>
        {
            change(state);
            return true;
        });
    }

    private static T Load(StateStore files, string name)
    {
        ArgumentNullException.ThrowIfNull(files);
        return files.Load<T>(name);
    }
}
