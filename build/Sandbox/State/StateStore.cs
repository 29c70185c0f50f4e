using System.Text.Json;
using System.Text.Json.Serialization;

namespace Notejam.Sandbox.State;

/// <summary>
/// Keeps each native service's state in one JSON file, written whole and moved into place: a killed sandbox finds either
/// the old state or the new one. What cannot be kept (a running timer) is derived from it at start.
/// </summary>
public sealed class StateStore(SandboxOptions options)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private readonly Lock _lock = new();
    private bool _sealed;

    /// <summary>Reads a service's state, or makes a new one.</summary>
    public T Load<T>(string service) where T : new()
    {
        var path = FileOf(service);
        return File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllText(path), Json)! : new T();
    }

    /// <summary>Writes a service's state. Call it after every change, holding the service's own lock.</summary>
    public void Save<T>(string service, T state)
    {
        lock (_lock)
        {
            if (_sealed) return;
            var path = FileOf(service);
            MakePrivate(Path.GetDirectoryName(path)!);
            File.WriteAllText(path + ".new", JsonSerializer.Serialize(state, Json));
            File.Move(path + ".new", path, overwrite: true);
        }
    }

    /// <summary>Ends all writing: what another process begins with stays as it is, whatever this one still does.</summary>
    public void Seal()
    {
        lock (_lock) _sealed = true;
    }

    // Passwords and signing keys are in the state, and the folder above lets others pass through.
    private static void MakePrivate(string folder)
    {
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private string FileOf(string service) => Path.Combine(options.StateDirectory, "state", service + ".json");
}
