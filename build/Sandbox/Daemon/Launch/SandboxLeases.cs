using System.Globalization;
using System.Text.Json;
using Notejam.Machine.Docker;

namespace Notejam.Sandbox.Daemon.Launch;

/// <summary>The runs that use a sandbox, a file each in its state directory. A run that was killed leaves a file, but no process.</summary>
internal sealed class SandboxLeases(string stateDirectory, TimeProvider time)
{
    /// <summary>The folder's name. It stays when the sandbox starts anew: the runs go on.</summary>
    public const string Folder = "users";

    private string Leases => Path.Combine(stateDirectory, Folder);

    /// <summary>Claims the sandbox for this process. A second claim of a process replaces its first.</summary>
    public void Take(SandboxUser user, string version)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (DaemonRecord.StartTicksOf(Environment.ProcessId) is not { } ticks) return;
        Directory.CreateDirectory(Leases);
        var lease = new SandboxLease(Environment.ProcessId, ticks, user.Folder, user.Command, time.GetUtcNow(), version);
        var file = FileOf(Environment.ProcessId);
        File.WriteAllText(file + ".new", JsonSerializer.Serialize(lease));
        File.Move(file + ".new", file, overwrite: true);
    }

    /// <summary>The claims of other processes that run; those of ended ones are removed.</summary>
    public IReadOnlyList<SandboxLease> Others()
    {
        if (!Directory.Exists(Leases)) return [];
        var others = new List<SandboxLease>();
        foreach (var file in Directory.GetFiles(Leases, "*.json").Order(StringComparer.Ordinal))
        {
            var lease = Read(file);
            if (lease is null || DaemonRecord.StartTicksOf(lease.ProcessId) != lease.StartTicks) File.Delete(file);
            else if (lease.ProcessId != Environment.ProcessId) others.Add(lease);
        }

        return others;
    }

    private static SandboxLease? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<SandboxLease>(File.ReadAllText(file));
        }
        catch (Exception error) when (error is JsonException or FileNotFoundException)
        {
            return null;
        }
    }

    private string FileOf(int processId) => Path.Combine(Leases, processId.ToString(CultureInfo.InvariantCulture) + ".json");
}
