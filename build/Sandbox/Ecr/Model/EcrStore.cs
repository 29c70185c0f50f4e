using System.Security.Cryptography;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Ecr.Model;

/// <summary>The one holder of ECR's state: every look and every change goes through its lock.</summary>
public sealed class EcrStore
{
    private const string FileName = "ecr";
    private readonly Lock _lock = new();
    private readonly StateStore _files;
    private readonly TimeProvider _time;
    private readonly EcrState _state;

    /// <summary>Reads what an earlier gateway kept.</summary>
    public EcrStore(StateStore files, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(files);
        _files = files;
        _time = time;
        _state = files.Load<EcrState>(FileName);
        if (_state.Key is not null) return;
        _state.Key = RandomNumberGenerator.GetBytes(32);
        files.Save(FileName, _state);
    }

    /// <summary>The moment.</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Seals the registries' passwords.</summary>
    public byte[] Key => _state.Key!;

    /// <summary>Looks at a region's state.</summary>
    public T Read<T>(string region, Func<EcrRegion, T> look)
    {
        ArgumentNullException.ThrowIfNull(look);
        lock (_lock) return look(Region(region));
    }

    /// <summary>Changes a region's state and keeps the change.</summary>
    public T Change<T>(string region, Func<EcrRegion, T> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_lock)
        {
            var result = change(Region(region));
            _files.Save(FileName, _state);
            return result;
        }
    }

    /// <summary>Changes a region's state and keeps the change.</summary>
    public void Change(string region, Action<EcrRegion> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Change(region, state =>
        {
            change(state);
            return true;
        });
    }

    private EcrRegion Region(string region)
    {
        if (!SandboxOptions.Regions.Contains(region))
            throw new AwsException("InvalidParameterException", $"The sandbox has a registry in {string.Join(" and ", SandboxOptions.Regions)} only, not in {region}.");
        if (!_state.Regions.TryGetValue(region, out var found)) _state.Regions[region] = found = new EcrRegion();
        return found;
    }
}
