using System.Text;

namespace Notejam.Sandbox.Certificates;

/// <summary>Files that only their owner may read.</summary>
internal static class SecretFile
{
    /// <summary>Writes a file that never, not even while it is being written, is readable by others.</summary>
    public static void Write(string path, string content)
    {
        File.Delete(path);
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(path, create);
        stream.Write(Encoding.UTF8.GetBytes(content));
    }
}
