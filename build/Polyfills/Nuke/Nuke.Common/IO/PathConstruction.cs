namespace Nuke.Common.IO;

/// <summary>Paths as text, with this system's separators.</summary>
public static class PathConstruction
{
    internal static StringComparison Comparison =>
        OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    public static bool HasPathRoot(string path) => path is not null && Path.IsPathFullyQualified(path);

    /// <summary>Joins two parts; the second must be relative.</summary>
    public static string Combine(string left, string right, char? separator = null)
    {
        Assert.False(HasPathRoot(right), "Second path must not be rooted");
        if (string.IsNullOrWhiteSpace(left))
            return right;
        return string.IsNullOrWhiteSpace(right)
            ? left
            : $"{left.TrimEnd('/', '\\')}{separator ?? Path.DirectorySeparatorChar}{right}";
    }

    /// <summary>Resolves <c>.</c> and <c>..</c>, unifies separators, drops the one at the end.</summary>
    public static string NormalizePath(string path, char? separator = null)
    {
        var native = (path ?? string.Empty).Replace('\\', Path.DirectorySeparatorChar);
        if (!HasPathRoot(native))
            return native;

        Assert.True(StaysBelowRoot(native), $"Cannot normalize '{path}' beyond path root");
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(native));
    }

    public static string GetRelativePathTo(this AbsolutePath basePath, string destinationPath) =>
        Path.GetRelativePath(basePath, destinationPath);

    /// <summary>Whether the other path is this one or lies below it.</summary>
    public static bool Contains(this AbsolutePath basePath, string destinationPath)
    {
        var relative = Path.GetRelativePath(basePath, NormalizePath(destinationPath));
        return relative != ".." && !Path.IsPathRooted(relative)
            && !relative.StartsWith($"..{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
    }

    private static bool StaysBelowRoot(string path)
    {
        var depth = 0;
        foreach (var part in path[Path.GetPathRoot(path).Length..].Split(Path.DirectorySeparatorChar))
        {
            depth += part switch
            {
                "" or "." => 0,
                ".." => -1,
                _ => 1,
            };
            if (depth < 0)
                return false;
        }

        return true;
    }
}
