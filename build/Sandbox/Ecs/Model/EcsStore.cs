using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Ecs.Model;

/// <summary>The one place that holds the container services' state: read and changed under its lock, saved after each change.</summary>
internal sealed class EcsStore(StateStore files)
{
    private const string FileName = "ecs";
    private readonly Lock _lock = new();
    private readonly EcsState _state = files.Load<EcsState>(FileName);

    /// <summary>Names of the regions that hold anything.</summary>
    public IReadOnlyList<string> Regions
    {
        get
        {
            lock (_lock) return [.. _state.Regions.Keys];
        }
    }

    /// <summary>Looks at a region's state.</summary>
    public T Read<T>(string region, Func<EcsRegion, T> look)
    {
        lock (_lock) return look(Of(region));
    }

    /// <summary>Changes a region's state. When <paramref name="change"/> throws, nothing is saved; check before you change.</summary>
    public T Write<T>(string region, Func<EcsRegion, T> change)
    {
        lock (_lock)
        {
            var result = change(Of(region));
            files.Save(FileName, _state);
            return result;
        }
    }

    /// <summary>Changes one task, if it is still known.</summary>
    public void WriteTask(string region, string taskId, Action<EcsTask> change) => Write(region, state =>
    {
        if (state.Tasks.TryGetValue(taskId, out var task)) change(task);
        return task;
    });

    private EcsRegion Of(string region)
    {
        if (!_state.Regions.TryGetValue(region, out var found))
            _state.Regions[region] = found = new EcsRegion();
        return found;
    }
}
