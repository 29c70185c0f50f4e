namespace Notejam.Machine.Packages;

/// <summary>
/// Debian's hook that decides whether a package may start its service (invoke-rc.d asks it). While packages are
/// installed ours says no; afterwards the machine's own, or none, is back. A killed run leaves ours behind,
/// with the machine's own beside it: <see cref="Recover"/> puts that right.
/// </summary>
public sealed class ServicePolicy
{
    /// <summary>By this line a later run knows its own file.</summary>
    public const string Marker = "# notejam: in place while packages are installed; safe to delete";

    private const UnixFileMode Executable = (UnixFileMode)0b111_101_101;
    private readonly string _file;
    private readonly string _saved;

    /// <summary>The policy file of this machine, or another one in tests.</summary>
    public ServicePolicy(string file = "/usr/sbin/policy-rc.d")
    {
        _file = file;
        _saved = file + ".notejam-saved";
    }

    /// <summary>Whether anything of ours is there: an installation runs, or was killed.</summary>
    public bool IsInPlace => File.Exists(_saved) || IsOurs;

    private bool IsOurs => File.Exists(_file) && File.ReadAllText(_file).Contains(Marker, StringComparison.Ordinal);

    /// <summary>Puts ours in place until the result is disposed. The caller sees to it that no two do so at once.</summary>
    public IDisposable Deny()
    {
        Recover();
        if (File.Exists(_file))
        {
            // Copied, not moved: at no moment is the machine without the policy that its owner chose.
            File.Copy(_file, _saved + ".new", overwrite: true);
            File.Move(_saved + ".new", _saved, overwrite: true);
        }

        File.WriteAllText(_file + ".notejam-new", $"#!/bin/sh\n{Marker}\nexit 101\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_file + ".notejam-new", Executable);
        File.Move(_file + ".notejam-new", _file, overwrite: true);
        return new Restoration(this);
    }

    /// <summary>Undoes what a killed run left. Does nothing when there is nothing of ours.</summary>
    public void Recover()
    {
        File.Delete(_saved + ".new");
        File.Delete(_file + ".notejam-new");
        var ours = IsOurs;
        if (ours && File.Exists(_saved)) File.Move(_saved, _file, overwrite: true);
        else if (ours) File.Delete(_file);
        else File.Delete(_saved);
    }

    private sealed class Restoration(ServicePolicy policy) : IDisposable
    {
        public void Dispose() => policy.Recover();
    }
}
