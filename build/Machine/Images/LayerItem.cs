using System.Text;

namespace Notejam.Machine.Images;

/// <summary>One thing in a layer: a path without a leading slash, and its owner and mode.</summary>
public abstract record LayerItem(string Path)
{
    /// <summary>Owning user and group.</summary>
    public int Owner { get; init; }

    /// <summary>Permission bits.</summary>
    public UnixFileMode Mode { get; init; } = Permissions.Folder;

    /// <summary>An empty folder.</summary>
    public sealed record Folder(string Path) : LayerItem(Path);

    /// <summary>A symbolic link.</summary>
    public sealed record Link(string Path, string Target) : LayerItem(Path);

    /// <summary>A text file.</summary>
    public sealed record Text(string Path, string Content) : LayerItem(Path)
    {
        /// <summary>The content in UTF-8.</summary>
        public byte[] Bytes => Encoding.UTF8.GetBytes(Content);
    }

    /// <summary>A file of this machine, with its own executable bit.</summary>
    public sealed record CopyFile(string Path, string Source) : LayerItem(Path);

    /// <summary>A folder of this machine with all that is in it.</summary>
    public sealed record Copy(string Path, string Source) : LayerItem(Path);
}
