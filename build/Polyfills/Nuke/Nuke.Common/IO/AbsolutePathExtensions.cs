using System.Runtime.CompilerServices;

namespace Nuke.Common.IO;

/// <summary>Files and directories behind paths.</summary>
public static partial class AbsolutePathExtensions
{
    private static readonly string[] FileWords = ["file", "executable", "exe", "script"];
    private static readonly string[] DirectoryWords = ["directory", "dir", "folder"];

    /// <summary>Whether it exists; the expression's name must say file or directory.</summary>
    public static bool Exists(
        this AbsolutePath path,
        [CallerArgumentExpression(nameof(path))] string expression = null)
    {
        if (EndsWithAny(expression, FileWords))
            return path.FileExists();
        if (EndsWithAny(expression, DirectoryWords))
            return path.DirectoryExists();
        throw new ArgumentException(
            $"Cannot infer from argument '{expression}' if either file or directory must exist");
    }

    public static bool FileExists(this AbsolutePath path) => File.Exists(path);

    public static bool DirectoryExists(this AbsolutePath path) => Directory.Exists(path);

    /// <summary>The path, or null when no file is there.</summary>
    public static AbsolutePath ExistingFile(this AbsolutePath path) => path.FileExists() ? path : null;

    /// <summary>The path, or null when no directory is there.</summary>
    public static AbsolutePath ExistingDirectory(this AbsolutePath path) => path.DirectoryExists() ? path : null;

    public static AbsolutePath CreateDirectory(this AbsolutePath path)
    {
        Directory.CreateDirectory(path);
        return path;
    }

    public static AbsolutePath CreateOrCleanDirectory(this AbsolutePath path)
    {
        path.DeleteDirectory();
        return path.CreateDirectory();
    }

    public static void DeleteFile(this AbsolutePath path)
    {
        if (!path.FileExists())
            return;
        File.SetAttributes(path, FileAttributes.Normal);
        File.Delete(path);
    }

    public static void DeleteDirectory(this AbsolutePath path)
    {
        if (!path.DirectoryExists())
            return;
        foreach (var file in Directory.GetFiles(path, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(path, recursive: true);
    }

    public static void DeleteFiles(this IEnumerable<AbsolutePath> paths)
    {
        foreach (var path in paths)
            path.DeleteFile();
    }

    public static FileInfo ToFileInfo(this AbsolutePath path) => path is null ? null : new FileInfo(path);

    public static DirectoryInfo ToDirectoryInfo(this AbsolutePath path) =>
        path is null ? null : new DirectoryInfo(path);

    private static bool EndsWithAny(string expression, string[] words) =>
        words.Any(x => expression.EndsWith(x, StringComparison.OrdinalIgnoreCase));
}
