using Notejam.Sandbox.State;

namespace Notejam.Sandbox.CodeDeploy.Model;

/// <summary>The one holder of CodeDeploy's state: every look and every change goes through its lock.</summary>
internal sealed class CodeDeployStore(StateStore files)
{
    private const string FileName = "codedeploy";
    private readonly Lock _lock = new();
    private readonly CodeDeployState _state = files.Load<CodeDeployState>(FileName);

    /// <summary>Looks at a region's state.</summary>
    public T Read<T>(string region, Func<CodeDeployRegion, T> look)
    {
        lock (_lock) return look(Region(region));
    }

    /// <summary>Changes a region's state and keeps the change.</summary>
    public T Change<T>(string region, Func<CodeDeployRegion, T> change)
    {
        lock (_lock)
        {
            var result = change(Region(region));
            files.Save(FileName, _state);
            return result;
        }
    }

    /// <summary>Changes a region's state and keeps the change.</summary>
    public void Change(string region, Action<CodeDeployRegion> change) => Change(region, state =>
    {
        change(state);
        return true;
    });

    /// <summary>The deployments that are not over, in all regions.</summary>
    public IReadOnlyList<Deployment> Active()
    {
        lock (_lock)
            return [.. _state.Regions.Values.SelectMany(region => region.Deployments.Values).Where(deployment => deployment.IsActive)];
    }

    /// <summary>The newest deployments of all regions.</summary>
    public IReadOnlyList<Deployment> Latest(int count)
    {
        lock (_lock)
            return [.. _state.Regions.Values.SelectMany(region => region.Deployments.Values).OrderByDescending(item => item.CreatedAt).Take(count)];
    }

    private CodeDeployRegion Region(string region)
    {
        if (!_state.Regions.TryGetValue(region, out var found)) _state.Regions[region] = found = new CodeDeployRegion();
        return found;
    }
}
