namespace Notejam.Sandbox.Rds.Postgres;

/// <summary>Copies folders with their files' modes.</summary>
internal static class FolderCopy
{
    /// <summary>Copies a folder and all in it, but for files of the names to skip.</summary>
    public static void Copy(string source, string target, IReadOnlyList<string> skip)
    {
        var from = new DirectoryInfo(source);
        var to = Directory.CreateDirectory(target);
        if (!OperatingSystem.IsWindows()) to.UnixFileMode = from.UnixFileMode;
        foreach (var entry in from.EnumerateFileSystemInfos().Where(entry => !skip.Contains(entry.Name)))
        {
            var path = Path.Combine(target, entry.Name);
            if (entry is DirectoryInfo) Copy(entry.FullName, path, skip);
            else ((FileInfo)entry).CopyTo(path);
        }
    }
}
