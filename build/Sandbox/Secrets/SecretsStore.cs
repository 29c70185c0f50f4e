using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Secrets;

/// <summary>The one holder of rotations: every look and every change goes through its lock.</summary>
internal sealed class SecretsStore(StateStore files)
{
    private const string FileName = "secrets";
    private readonly Lock _lock = new();
    private readonly SecretsState _state = files.Load<SecretsState>(FileName);

    /// <summary>Looks at the rotations.</summary>
    public T Read<T>(Func<SecretsState, T> look)
    {
        lock (_lock) return look(_state);
    }

    /// <summary>Changes the rotations and keeps the change.</summary>
    public T Change<T>(Func<SecretsState, T> change)
    {
        lock (_lock)
        {
            var result = change(_state);
            files.Save(FileName, _state);
            return result;
        }
    }
}
