using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Backup.Model;

/// <summary>The one place that holds AWS Backup's state: read and changed under its lock, saved after each change.</summary>
public sealed class BackupStore(StateStore files)
{
    private const string FileName = "backup";
    private readonly Lock _lock = new();
    private readonly BackupState _state = files.Load<BackupState>(FileName);

    /// <summary>Names of the regions that hold anything.</summary>
    public IReadOnlyList<string> Regions
    {
        get
        {
            lock (_lock) return [.. _state.Regions.Keys];
        }
    }

    /// <summary>Looks at a region's state.</summary>
    public T Read<T>(string region, Func<BackupRegion, T> look)
    {
        ArgumentNullException.ThrowIfNull(look);
        lock (_lock) return look(Of(region));
    }

    /// <summary>Changes a region's state. When <paramref name="change"/> throws, nothing is saved; check before you change.</summary>
    public T Write<T>(string region, Func<BackupRegion, T> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return WriteAll(_ => change(Of(region)));
    }

    /// <summary>Looks at what all regions share.</summary>
    public T ReadAll<T>(Func<BackupState, T> look)
    {
        ArgumentNullException.ThrowIfNull(look);
        lock (_lock) return look(_state);
    }

    /// <summary>Changes what all regions share.</summary>
    public T WriteAll<T>(Func<BackupState, T> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_lock)
        {
            var result = change(_state);
            files.Save(FileName, _state);
            return result;
        }
    }

    private BackupRegion Of(string region)
    {
        if (!_state.Regions.TryGetValue(region, out var found))
            _state.Regions[region] = found = new BackupRegion();
        return found;
    }
}
