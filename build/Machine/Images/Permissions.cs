namespace Notejam.Machine.Images;

/// <summary>The permission bits in use.</summary>
public static class Permissions
{
    /// <summary>rwxr-xr-x.</summary>
    public const UnixFileMode Folder = (UnixFileMode)0b111_101_101;

    /// <summary>rwxr-xr-x.</summary>
    public const UnixFileMode Program = Folder;

    /// <summary>rw-r--r--.</summary>
    public const UnixFileMode File = (UnixFileMode)0b110_100_100;

    /// <summary>rwxrwxrwt, as for /tmp.</summary>
    public const UnixFileMode Shared = (UnixFileMode)0b1_111_111_111;

    /// <summary>rwx------.</summary>
    public const UnixFileMode Private = (UnixFileMode)0b111_000_000;
}
